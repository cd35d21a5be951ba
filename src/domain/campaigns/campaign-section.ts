import { z } from 'zod';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import { bodySection } from '../bodies/body-section.js';
import { formSection, safetySection } from './campaign-face.js';
import { lookSection } from './campaign-look.js';
import { demandKinds, demandStatuses } from './demand.rules.js';
import { MOST_EMBED_ORIGINS, readOrigin } from './embed-origins.js';
import { recordShape } from './record-section.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not a key (small letters, digits and hyphens)')
  .max(60);
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language tag');
const line = z.string().trim().min(1).max(300);
const passage = z.string().trim().min(1).max(20_000);

/** A day that exists, `YYYY-MM-DD`. */
const day = z.string().transform((text, context) => {
  const date = parseCalendarDate(text);
  if (date !== null) return date;
  context.addIssue({ code: 'custom', message: 'is not a day (YYYY-MM-DD)' });
  return z.NEVER;
});

/** An origin as browsers send it, however it was written. */
const embedOrigin = z.string().transform((text, context) => {
  const origin = readOrigin(text);
  if (origin !== null) return origin;
  context.addIssue({ code: 'custom', message: 'is not an origin like https://example.org' });
  return z.NEVER;
});

/** Statement paragraphs are parted by an empty line. */
const statement = passage.transform((text) =>
  text.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, ' ').trim()),
);

const demand = z.strictObject({
  key,
  kind: z.enum(demandKinds),
  openSince: day,
  status: z.strictObject({
    is: z.enum(demandStatuses),
    asOf: day,
    source: z.record(locale, line).default({}),
  }),
  to: z.array(key).min(1).max(50),
  texts: z.record(locale, z.strictObject({ title: line, text: passage })),
});

const incident = z
  .strictObject({
    key,
    kind: key,
    on: day.optional(),
    since: day.optional(),
    hungerStrikeDays: z.int().min(1).max(10_000).optional(),
    source: z
      .strictObject({ date: day.optional(), url: z.url({ protocol: /^https?$/ }).optional() })
      .default({}),
    /** `undated`: the words that stand where a date would; `by`: who asserts it. */
    texts: z.record(locale, z.strictObject({ text: passage, by: line, undated: line.optional() })),
  })
  .refine(({ on, since }) => on === undefined || since === undefined, {
    path: ['since'],
    message: 'stands beside "on"; a fact has one of them, or neither',
  });

/** What a campaign file says of the campaign itself (letters and anniversaries have sections of their own). */
export const campaignShape = {
  slug: key,
  /** The first is the default. */
  languages: z.array(locale).min(1).max(20),
  statementDate: day,
  settings: z
    .strictObject({
      goal: z.int().min(1).max(100_000_000).optional(),
      /** Sender and subject of supporters' mail say nothing of the cause. */
      neutralMail: z.boolean().default(false),
      /** One more mail to whoever has not confirmed after a day. */
      reminder: z.boolean().default(false),
    })
    .default({ neutralMail: false, reminder: false }),
  /** What the sign form asks beside name and address. */
  form: formSection.prefault({}),
  safety: safetySection.prefault({}),
  look: lookSection.optional(),
  /** Who may show the form in a frame; without it, a file changes nothing about that. */
  embed: z.strictObject({ origins: z.array(embedOrigin).max(MOST_EMBED_ORIGINS) }).optional(),
  texts: z.record(locale, z.strictObject({ title: line, summary: passage, attribution: line, statement })),
  demands: z.array(demand).min(1).max(50),
  timeline: z.array(incident).max(500).default([]),
  grounds: z
    .array(z.strictObject({ key, texts: z.record(locale, passage) }))
    .max(50)
    .default([]),
  bodies: z.array(bodySection).min(1).max(100),
  ...recordShape,
} as const;

export const campaignSection = z.object(campaignShape);
export type CampaignSection = z.infer<typeof campaignSection>;
