import { z } from 'zod';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import { isZone } from './keeping.js';
import { leapRules } from './occurrence.rules.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

const day = z.string().transform((text, context) => {
  const date = parseCalendarDate(text);
  if (date === null) {
    context.addIssue({ code: 'custom', message: 'is not a day (YYYY-MM-DD)' });
    return z.NEVER;
  }
  return date;
});

/** The `anniversaries` section of a campaign file: days to be kept each year, and the letters that keep them. */
export const anniversarySection = z.array(
  z.strictObject({
    key,
    /** The day itself; the first keeping is a year later. */
    day,
    leapRule: z.enum(leapRules).default('feb-28'),
    /** Local time, `HH:MM`. */
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    zone: z.string().refine(isZone, 'is not an IANA zone'),
    /** How many days ahead an occurrence is raised. */
    horizonDays: z.int().min(1).max(180).default(30),
    /** How many hours after its time an approved occurrence may still go out. */
    graceHours: z.int().min(0).max(720).default(72),
    /** Keys of the letters sent, in order. */
    letters: z.array(key).min(1).max(20),
  }),
);
export type AnniversarySection = z.infer<typeof anniversarySection>;
