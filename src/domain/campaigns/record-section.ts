import { z } from 'zod';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import { standings } from './standing.rules.js';

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

/** One person of standing or organisation that supports the campaign in public. */
const endorsement = z.strictObject({
  key,
  standing: z.enum(standings),
  /** The day of the endorsement. */
  on: day,
  source: z
    .strictObject({ date: day.optional(), url: z.url({ protocol: /^https?$/ }).optional() })
    .default({}),
  /** `office`: office or organisation; `words`: what was said, as a quotation; `by`: who says so. */
  texts: z.record(
    locale,
    z.strictObject({ name: line, office: line.optional(), words: passage.optional(), by: line }),
  ),
});

/** One piece of news about the campaign, in paragraphs parted by empty lines. */
const update = z.strictObject({
  key,
  on: day,
  texts: z.record(locale, z.strictObject({ title: line, text: passage })),
});

/** What a campaign file says beside the text that signatures support, and may change without touching that text. */
export const recordShape = {
  endorsements: z.array(endorsement).max(500).default([]),
  updates: z.array(update).max(500).default([]),
} as const;

export type RecordSection = z.infer<z.ZodObject<typeof recordShape>>;
