import { clearlyDifferent } from '../../domain/signatures/name.rules.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { RefusedField } from '../parts/error-summary.view.js';
import type { ChangeValues } from './change-mine.view.js';
import type { LivingSignature } from './own-signature.js';
import { recordOf, refusedIn, typedText } from './read-sign-form.js';
import { type ChangeFields, changeForm } from './sign.form.js';

/** Changes read, or what was wrong with which of them. */
export type ChangeReading =
  | { readonly ok: true; readonly fields: GivenChanges }
  | { readonly ok: false; readonly refused: readonly RefusedField[] };

/** The changes that were named: what is absent stays as it is. */
export type GivenChanges = { readonly [Key in keyof ChangeFields]?: NonNullable<ChangeFields[Key]> } & {
  readonly comment?: string | null;
};

/** Checks what is to be changed; a name may be put right, not exchanged for another person's. */
export function readChangeForm(body: unknown, heldName: string, t: Language): ChangeReading {
  const parsed = changeForm.safeParse(recordOf(body));
  if (!parsed.success) return { ok: false, refused: refusedIn(parsed.error, t) };
  const { name } = parsed.data;
  if (name !== undefined && clearlyDifferent(heldName, name)) {
    return { ok: false, refused: [{ name: 'name', message: t.say('me.change.name.other') }] };
  }
  const named = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return { ok: true, fields: Object.fromEntries(named) };
}

/** What is held, as the fields show it. */
export function heldValues({ copy, visibility, news }: LivingSignature): ChangeValues {
  return { name: copy.name, comment: copy.comment ?? '', visibility, news };
}

/** What was typed, fit to be shown again; what was not named shows what is held. */
export function typedChange(body: unknown, mine: LivingSignature): ChangeValues {
  const fields = recordOf(body);
  const held = heldValues(mine);
  const of = (name: 'name' | 'comment' | 'visibility', lines: 'one' | 'many' = 'one') =>
    fields[name] === undefined ? held[name] : typedText(fields[name], lines);
  const news = fields.news === undefined ? held.news : typedText(fields.news) === 'yes';
  return { name: of('name'), comment: of('comment', 'many'), visibility: of('visibility'), news };
}
