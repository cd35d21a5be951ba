import { z } from 'zod';
import { parseEmailAddress } from '../../kernel/email-address.js';
import { isLocale } from '../../platform/i18n/locale.js';
import { isCountry } from './countries.js';
import { readText, type TextRule } from './supporter-text.js';

/** The most characters of each field (code points). */
export const limits = { name: 100, email: 254, comment: 1000, reason: 1000 } as const;

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

/** A signature as it is sent, field by field as the public contract names them; what it does not name is ignored. */
export const signForm = z.object({
  name,
  email,
  country: choice((value) => isCountry(value.toUpperCase())).transform(
    (value) => value.toUpperCase() || null,
  ),
  comment,
  visibility,
  news: choice((value) => value === 'yes').transform((value) => value === 'yes'),
  locale: choice(isLocale),
});

/** A signature's fields, checked. */
export type SignFields = z.infer<typeof signForm>;

/** A form that holds nothing but an address: a resend, a fresh link. */
export const addressForm = z.object({ email });

const given = <Schema extends z.ZodType>(schema: Schema) => schema.optional();

/** What is to be changed of one's own signature: what is absent stays, an empty comment is deleted. */
export const changeForm = z.object({
  name: given(name),
  comment: given(comment),
  visibility: given(visibility),
  news: given(choice((value) => ['yes', 'no'].includes(value)).transform((value) => value === 'yes')),
});

/** A signature's changes, checked. */
export type ChangeFields = z.infer<typeof changeForm>;

/** Why somebody withdraws, if they care to say. */
export const reasonForm = z.object({ reason: comment });
