import { z } from 'zod';
import type { CampaignLook } from './campaign-look.js';

/** Whether a field stands in the sign form, and whether it may stay empty. */
export const fieldModes = ['required', 'optional', 'off'] as const;
export type FieldMode = (typeof fieldModes)[number];

/** What somebody is to what a campaign is about; said by themselves, if they care to say. */
export const supporterRoles = ['supporter', 'affected', 'witness'] as const;
export type SupporterRole = (typeof supporterRoles)[number];

const mode = z.enum(fieldModes);

/** The `form:` of a campaign file: what is asked beside name and address. What it does not name is as it always was. */
export const formSection = z.strictObject({
  country: mode.default('optional'),
  comment: mode.default('optional'),
  postcode: mode.default('off'),
  role: mode.default('off'),
});
/** How each field that a campaign may choose stands in its sign form. */
export type FormFields = Readonly<z.infer<typeof formSection>>;

/** The form of a campaign that says nothing about it. */
export const defaultForm: FormFields = formSection.parse({});

/** The `safety:` of a campaign file: for people who may be watched while they read. */
export const safetySection = z.strictObject({
  /** A link that leaves the page at once, and a word about shared computers. */
  quickExit: z.boolean().default(false),
  /** Where it leads; absent: an encyclopaedia in the reader's language. */
  exitTo: z.url({ protocol: /^https$/, message: 'is not an address that begins with https://' }).optional(),
});
export type Safety = Readonly<z.infer<typeof safetySection>>;

/** What a campaign's pages ask and offer beside its texts, as the campaign and its projection keep it. */
export interface CampaignFace {
  /** Absent, here and below: what stands for a campaign that says nothing about it. */
  readonly form?: FormFields;
  readonly safety?: Safety;
  readonly look?: CampaignLook;
}

/** What is offered to people who may be watched, likewise. */
export function safetyOf({ safety }: CampaignFace): Safety {
  return safety ?? safetySection.parse({});
}

/** How the fields stand, for a document that may be from before there was a choice. */
export function formFieldsOf({ form }: CampaignFace): FormFields {
  return form ?? defaultForm;
}
