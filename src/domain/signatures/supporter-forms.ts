import { z } from 'zod';
import { parseEmailAddress } from '../../kernel/email-address.js';

const email = z.string().transform((text, context) => {
  const parsed = parseEmailAddress(text);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'no address' });
  return z.NEVER;
});

const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .nullish()
    .transform((text) => (text === '' ? null : (text ?? null)));

/** What only some campaigns ask, by its key. */
const extra = z.record(z.string().regex(/^[a-z-]{1,40}$/), z.string().max(400));

const sign = z.object({
  kind: z.literal('sign'),
  name: z.string().trim().min(1).max(400),
  email,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish()
    .catch(null)
    .transform((code) => code ?? null),
  comment: optionalText(20_000),
  visibility: z.enum(['counted', 'initials', 'name']).catch('counted'),
  news: z.boolean().catch(false),
  locale: z.string().max(20),
  textVersion: z.string().max(128),
  extra: extra.catch({}),
  /** Which words were agreed to; a form from before there were versions names none. */
  consent: z
    .string()
    .regex(/^[\w-]{22}$/)
    .catch(''),
});
const resend = z.object({ kind: z.literal('resend'), email });
const myPage = z.object({ kind: z.literal('my-page'), email });

/** The token of *my signature*: who has it may change what is held. */
const me = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** What is not named stays as it is; a comment of null is deleted, and so is an empty answer of `extra`. */
const change = z.object({
  kind: z.literal('change'),
  email,
  me,
  name: z.string().trim().min(1).max(400).optional(),
  comment: z
    .string()
    .max(20_000)
    .nullable()
    .transform((text) => (text === '' ? null : text))
    .optional(),
  visibility: z.enum(['counted', 'initials', 'name']).optional(),
  news: z.boolean().optional(),
  extra: extra.optional().catch(undefined),
});
const erase = z.object({ kind: z.literal('erase'), email, me });
/** Sent once the signature is withdrawn, with nothing that leads to it. */
const withdrawalReason = z.object({
  kind: z.literal('withdrawal-reason'),
  reason: z.string().trim().min(1).max(20_000),
});

/** What the sealed forms hold, by `kind`. The web checked it already; here it is checked again, since anybody can seal. */
export const supporterForm = z.discriminatedUnion('kind', [
  sign,
  resend,
  myPage,
  change,
  erase,
  withdrawalReason,
]);

/** A signature: who, what is said with it, and for which exact text. */
export type SignForm = z.infer<typeof sign>;
/** What a person wants changed of their own signature. */
export type ChangeForm = z.infer<typeof change>;
/** Any form of a supporter, read. */
export type SupporterForm = z.infer<typeof supporterForm>;
/** A form that is about the signatures of an address. */
export type AddressedForm = Exclude<SupporterForm, z.infer<typeof withdrawalReason>>;
