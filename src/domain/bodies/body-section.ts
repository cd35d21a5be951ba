import { z } from 'zod';
import { parseEmailAddress } from '../../kernel/email-address.js';
import { bodyKinds, deliveryModes, disclosureLevels, WORKING_WEEK } from './body.rules.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not a key (small letters, digits and hyphens)')
  .max(60);
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language tag');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day (HH:MM)');
const byLanguage = z.record(locale, z.string().trim().min(1).max(300));

/** One seat of a body in a campaign file. */
export const seatSection = z.strictObject({
  key,
  offices: byLanguage,
  salutations: byLanguage,
  email: z.string().refine((text) => parseEmailAddress(text) !== null, 'is not an e-mail address'),
  language: locale,
  zone: z.string().refine(isZone, 'is not an IANA zone'),
  officeHours: z
    .strictObject({
      from: time.default('09:00'),
      until: time.default('17:00'),
      weekdays: z
        .array(z.int().min(1).max(7))
        .min(1)
        .max(7)
        .default([...WORKING_WEEK]),
    })
    .refine(({ from, until }) => from < until, {
      path: ['until'],
      message: 'is not later than the beginning',
    })
    .default({ from: '09:00', until: '17:00', weekdays: [...WORKING_WEEK] }),
  delivery: z.enum(deliveryModes).default('consolidated'),
  ratePerHour: z.int().min(1).max(3600).default(12),
});
export type SeatSection = z.infer<typeof seatSection>;

/** One body of a campaign file, with what the campaign says of it. */
export const bodySection = z.strictObject({
  key,
  kind: z.enum(bodyKinds),
  names: byLanguage,
  /** A party accused by the campaign: it gets totals, whatever the level says. */
  adverse: z.boolean().default(false),
  disclosure: z.enum(disclosureLevels).default('totals'),
  seats: z.array(seatSection).min(1).max(50),
});
export type BodySection = z.infer<typeof bodySection>;

function isZone(zone: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '' &&
      /^[A-Z]/.test(zone)
    );
  } catch {
    return false;
  }
}
