import { z } from 'zod';
import { letterAudiences, letterOccasions } from './letter.rules.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** One language of a letter: the subject is one line, the body Liquid over the light markup. */
const letterText = z.strictObject({
  subject: z.string().trim().min(1).max(300),
  body: z.string().trim().min(1).max(50_000),
});

/** A letter's texts by locale. */
export const letterTexts = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), letterText);
export type LetterTexts = z.infer<typeof letterTexts>;

/** The `letters` section of a campaign file. */
export const letterSection = z.array(
  z.strictObject({
    key,
    audience: z.enum(letterAudiences),
    occasion: z.enum(letterOccasions).default('any'),
    /** Keys of the bodies addressed; empty for supporters. */
    bodies: z.array(key).default([]),
    texts: letterTexts,
  }),
);
export type LetterSection = z.infer<typeof letterSection>;
