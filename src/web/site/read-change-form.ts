import { clearlyDifferent } from '../../domain/signatures/name.rules.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { RefusedField } from '../parts/error-summary.view.js';
import type { ChangeValues } from './change-mine.view.js';
import type { LivingSignature } from './own-signature.js';
import { recordOf, refusedIn, typedText } from './read-sign-form.js';
import { fitsCountry } from './postcodes.js';
import { type ChangeFields, changeForm } from './sign.form.js';

/** Changes read, or what was wrong with which of them. */
export type ChangeReading =
  | { readonly ok: true; readonly fields: GivenChanges }
  | { readonly ok: false; readonly refused: readonly RefusedField[] };

/** The changes that were named: what is absent stays as it is; of `extra`, what is empty is deleted. */
export type GivenChanges = {
  readonly [Key in Exclude<keyof ChangeFields, 'postcode' | 'role'>]?: NonNullable<ChangeFields[Key]>;
} & {
  readonly comment?: string | null;
  readonly extra?: Readonly<Record<string, string>>;
};

/** Checks what is to be changed; a name may be put right, not exchanged for another person's. */
export function readChangeForm(body: unknown, held: LivingSignature, t: Language): ChangeReading {
  const parsed = changeForm.safeParse(recordOf(body));
  if (!parsed.success) return { ok: false, refused: refusedIn(parsed.error, t) };
  const { name, postcode, role, ...plain } = parsed.data;
  if (name !== undefined && clearlyDifferent(held.copy.name, name)) {
    return { ok: false, refused: [{ name: 'name', message: t.say('me.change.name.other') }] };
  }
  if (postcode !== undefined && !fitsCountry(postcode, held.country)) {
    return { ok: false, refused: [{ name: 'postcode', message: t.say('form.postcode.invalid') }] };
  }
  const extra = named({ postcode, role });
  const fields = { ...named({ name, ...plain }), ...(Object.keys(extra).length > 0 ? { extra } : {}) };
  return { ok: true, fields };
}

function named<Value>(fields: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const given = Object.entries(fields).filter((field): field is [string, Value] => field[1] !== undefined);
  return Object.fromEntries(given);
}

/** What is held, as the fields show it. */
export function heldValues({ copy, visibility, news }: LivingSignature): ChangeValues {
  const { postcode = '', role = '' } = copy.extra;
  return { name: copy.name, comment: copy.comment ?? '', postcode, role, visibility, news };
}

/** What was typed, fit to be shown again; what was not named shows what is held. */
export function typedChange(body: unknown, mine: LivingSignature): ChangeValues {
  const fields = recordOf(body);
  const held = heldValues(mine);
  const of = (name: Exclude<keyof ChangeValues, 'news'>, lines: 'one' | 'many' = 'one') =>
    fields[name] === undefined ? held[name] : typedText(fields[name], lines);
  const news = fields.news === undefined ? held.news : typedText(fields.news) === 'yes';
  return {
    name: of('name'),
    comment: of('comment', 'many'),
    postcode: of('postcode'),
    role: of('role'),
    visibility: of('visibility'),
    news,
  };
}
