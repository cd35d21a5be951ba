import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Liquid } from 'liquidjs';
import { packageRoot } from '../config/package-root.js';
import { isolated } from '../i18n/isolate.js';
import type { Locale } from '../i18n/locale.js';
import { type Language, Texts } from '../i18n/texts.js';
import { hardenedLiquid } from './hardened-liquid.js';
import { escapeMarkup, singleLine } from './markup.js';
import { composeMail, render, type RenderedMail, type TemplateValues, valueAsText } from './render-letter.js';

/** Words of the service in one language: a body engine that makes values inert, a subject engine that keeps one line. */
interface MailEngines {
  readonly body: Liquid;
  readonly subject: Liquid;
}

const engines = new Map<Locale, MailEngines>();
const sources = new Map<string, { subject: string; body: string }>();

/**
 * Renders `templates/mail/<name>.liquid` in a language. The file's first line is `Subject: …`; the rest is Liquid over
 * the light markup (see parseMarkup); `{{ 'key' | say: name: value }}` speaks a text of `templates/locales`.
 * Values are made inert wherever they stand; a slot marker of dispatch passes through unchanged.
 */
export function renderMail(name: string, locale: Locale, values: TemplateValues): RenderedMail {
  const source = sourceOf(name);
  const { body, subject } = enginesOf(locale);
  return composeMail(locale, render(subject, source.subject, values), render(body, source.body, values));
}

function sourceOf(name: string): { subject: string; body: string } {
  const known = sources.get(name);
  if (known) return known;
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new RangeError(`no mail is called ${name}`);
  const file = readFileSync(join(packageRoot(), 'templates', 'mail', `${name}.liquid`), 'utf8');
  const match = /^Subject: (.*)\r?\n([\s\S]*)$/.exec(file);
  if (!match) throw new RangeError(`the mail ${name} does not begin with its subject`);
  const source = { subject: match[1] ?? '', body: match[2] ?? '' };
  sources.set(name, source);
  return source;
}

function enginesOf(locale: Locale): MailEngines {
  const known = engines.get(locale);
  if (known) return known;
  const language = Texts.in(locale);
  const say = {
    handler: (key: unknown, ...params: [string, unknown][]) =>
      language.say(
        String(key),
        Object.fromEntries(params.map(([name, value]) => [name, paramOf(language, value)])),
      ),
    raw: false,
  };
  const made = {
    body: hardenedLiquid((value) => escapeMarkup(valueAsText(locale, value)), { say }),
    subject: hardenedLiquid((value) => singleLine(valueAsText(locale, value)), { say }),
  };
  engines.set(locale, made);
  return made;
}

function paramOf({ dir }: Language, value: unknown): string | number {
  return typeof value === 'number' ? value : isolated(dir, valueAsText('en', value));
}
