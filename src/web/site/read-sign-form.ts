import type { z } from 'zod';
import { defaultForm, type FormFields } from '../../domain/campaigns/campaign-face.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { RefusedField } from '../parts/error-summary.view.js';
import type { SignValues } from './campaign-page.model.js';
import { limits, signFormOf, visibilities, type SignFields } from './sign.form.js';
import { readText } from './supporter-text.js';

/** A form read: its fields, or what was wrong with which of them. */
export type SignReading =
  | { readonly ok: true; readonly fields: SignFields }
  | { readonly ok: false; readonly refused: readonly RefusedField[] };

/** Checks a body, in whatever shape it came, against a campaign's sign form; messages are in the page's language. */
export function readSignForm(body: unknown, t: Language, form: FormFields = defaultForm): SignReading {
  const parsed = signFormOf(form).safeParse(recordOf(body));
  return parsed.success
    ? { ok: true, fields: parsed.data }
    : { ok: false, refused: refusedIn(parsed.error, t) };
}

/** The first fault of each field, as a sentence in the page's language. */
export function refusedIn({ issues }: z.ZodError, t: Language): RefusedField[] {
  const first = new Map<string, string>();
  for (const { path, message } of issues) {
    const name = String(path[0] ?? '');
    if (!first.has(name)) first.set(name, message);
  }
  return [...first].map(([name, key]) => ({ name, message: messageFor(name, key, t) }));
}

/** A fault's sentence: it names the field and its limit where the text asks for them. */
export function messageFor(name: string, key: string, t: Language): string {
  const max = (limits as Readonly<Record<string, number>>)[name] ?? limits.name;
  return t.say(key, { field: t.say(`form.${name}`), max });
}

/** What was typed, fit to be shown again: text only, the first of several, without what nobody can see. */
export function typedValues(body: unknown): SignValues {
  const fields = recordOf(body);
  const of = (name: string, lines: 'one' | 'many' = 'one') => typedText(fields[name], lines);
  const visibility = of('visibility');
  return {
    name: of('name'),
    email: of('email'),
    country: of('country').toUpperCase(),
    comment: of('comment', 'many'),
    postcode: of('postcode'),
    role: of('role'),
    visibility: (visibilities as readonly string[]).includes(visibility) ? visibility : visibilities[0],
    news: of('news') === 'yes',
  };
}

/** One field as text, however it came. */
export function typedText(value: unknown, lines: 'one' | 'many' = 'one'): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'string') return '';
  return readText(first, { max: Number.MAX_SAFE_INTEGER, lines, markup: 'kept' }).text;
}

/** A body as a record of fields; what is none has no fields. */
export function recordOf(body: unknown): Readonly<Record<string, unknown>> {
  return body !== null && typeof body === 'object' && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {};
}
