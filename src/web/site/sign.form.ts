import { z } from 'zod';
import {
  defaultForm,
  type FieldMode,
  type FormFields,
  type SupporterRole,
  supporterRoles,
} from '../../domain/campaigns/campaign-face.js';
import { parseEmailAddress } from '../../kernel/email-address.js';
import { isLocale } from '../../platform/i18n/locale.js';
import { isCountry } from './countries.js';
import { fitsCountry, hasPostcodes, tidyPostcode } from './postcodes.js';
import { readText, type TextRule } from './supporter-text.js';

/** The most characters of each field (code points). */
export const limits = { name: 100, email: 254, comment: 1000, reason: 1000, postcode: 16 } as const;

/** Who may see a signature, from nobody upwards; the first is what holds when nothing is chosen. */
export const visibilities = ['counted', 'initials', 'name'] as const;

const oneLine: TextRule = { max: limits.name, lines: 'one', markup: 'refused' };
const address: TextRule = { max: limits.email, lines: 'one', markup: 'kept' };
const paragraphs: TextRule = { max: limits.comment, lines: 'many', markup: 'kept' };

/**
 * One field of text. Its issues are the keys of texts (`form.…`), which the page says in its language;
 * a field sent twice, or not as text, is refused as such.
 */
function text(rule: TextRule, missing?: string) {
  return z
    .preprocess((value) => value ?? '', z.unknown())
    .transform((value, context) => {
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      };
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
        return refuse('form.fault.repeated');
      }
      if (typeof value !== 'string') return refuse('form.fault.type');
      const reading = readText(value, rule);
      if (!reading.ok) return refuse(`form.fault.${reading.fault}`);
      if (reading.text === '' && missing !== undefined) return refuse(missing);
      return reading.text;
    });
}

const choice = (allowed: (value: string) => boolean) =>
  text(oneLine).refine((value) => value === '' || allowed(value), 'form.choice.unknown');

const email = text(address, 'form.email.missing').transform((value, context) => {
  const parsed = parseEmailAddress(value);
  if (parsed) return parsed.address;
  context.addIssue({ code: 'custom', message: 'form.email.invalid' });
  return z.NEVER;
});

const visibility = choice((value) => (visibilities as readonly string[]).includes(value)).transform(
  (value) => (value || visibilities[0]) as (typeof visibilities)[number],
);

const name = text(oneLine, 'form.name.missing').refine((value) => /\p{L}/u.test(value), 'form.name.letters');
const comment = text(paragraphs).transform((value) => value || null);
const country = choice((value) => isCountry(value.toUpperCase())).transform(
  (value) => value.toUpperCase() || null,
);
const postcode = text({ max: limits.postcode, lines: 'one', markup: 'refused' }).transform(tidyPostcode);
const role = choice((value) => (supporterRoles as readonly string[]).includes(value)).transform(
  (value) => value as SupporterRole | '',
);

/**
 * A signature as it is sent, field by field as the public contract names them, where a campaign chose nothing else; what
 * it does not name is ignored.
 */
export const signForm = z.object({
  name,
  email,
  country,
  comment,
  visibility,
  news: choice((value) => value === 'yes').transform((value) => value === 'yes'),
  locale: choice(isLocale),
});

/** A signature's fields, checked; those that only some campaigns ask for are absent or empty in the others. */
export type SignFields = z.infer<typeof signForm> & {
  readonly postcode?: string;
  readonly role?: SupporterRole | '';
};

/** Made once for each of the few ways in which a campaign can choose its fields. */
const forms = new Map<string, z.ZodType<SignFields>>([[nameOf(defaultForm), signForm]]);

/** The form of a campaign that chose how its fields stand. */
export function signFormOf(fields: FormFields): z.ZodType<SignFields> {
  const name = nameOf(fields);
  const known = forms.get(name);
  if (known) return known;
  const made = composed(fields);
  forms.set(name, made);
  return made;
}

function nameOf({ country, comment, postcode, role }: FormFields): string {
  return `${country} ${comment} ${postcode} ${role}`;
}

function composed(fields: FormFields): z.ZodType<SignFields> {
  const form = z.object({
    ...signForm.shape,
    country: standing(country, fields.country, null, 'form.country.missing'),
    comment: standing(comment, fields.comment, null, 'form.comment.missing'),
    postcode: fields.postcode === 'off' ? unasked<string>('') : postcode,
    role: standing(role, fields.role, '' as const, 'form.role.missing'),
  });
  return form
    .refine(
      (signed) => fields.postcode !== 'required' || signed.postcode !== '' || mayLackPostcode(signed.country),
      { path: ['postcode'], error: 'form.postcode.missing', when: isReadable },
    )
    .refine((signed) => fields.postcode === 'off' || fitsCountry(signed.postcode, signed.country), {
      path: ['postcode'],
      error: 'form.postcode.invalid',
      when: isReadable,
    });
}

/** A field as the campaign wants it: what stands for 'empty' is refused where something must be given. */
function standing<Value>(field: z.ZodType<Value>, mode: FieldMode, empty: Value, missing: string) {
  if (mode === 'off') return unasked(empty);
  return mode === 'required' ? field.refine((value) => value !== empty, missing) : field;
}

/** A field that is not in the form: whatever is sent under its name is not looked at. */
function unasked<Value>(empty: Value): z.ZodType<Value> {
  return z
    .unknown()
    .optional()
    .transform(() => empty);
}

/** Nothing is asked of a postcode where it, or the country it belongs to, could not be read. */
function isReadable({
  issues,
}: {
  issues: readonly { path?: readonly PropertyKey[] | undefined }[];
}): boolean {
  return !issues.some(({ path }) => path?.[0] === 'postcode' || path?.[0] === 'country');
}

function mayLackPostcode(code: string | null): boolean {
  return code !== null && !hasPostcodes(code);
}

/** A form that holds nothing but an address: a resend, a fresh link. */
export const addressForm = z.object({ email });

const given = <Schema extends z.ZodType>(schema: Schema) => schema.optional();

/** What is to be changed of one's own signature: what is absent stays, an empty comment is deleted. */
export const changeForm = z.object({
  name: given(name),
  comment: given(comment),
  postcode: given(postcode),
  role: given(role),
  visibility: given(visibility),
  news: given(choice((value) => ['yes', 'no'].includes(value)).transform((value) => value === 'yes')),
});

/** A signature's changes, checked. */
export type ChangeFields = z.infer<typeof changeForm>;

/** Why somebody withdraws, if they care to say. */
export const reasonForm = z.object({ reason: comment });
