import { z } from 'zod';

const text = z.string().catch('');
const words = z.array(text).catch([]);
const anything = z.record(z.string(), z.unknown()).catch({});
const list = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.preprocess((value) => (isObject(value) ? value : {}), z.object(shape))).catch([]);
const letterText = z.preprocess(
  (value) => (isObject(value) ? value : {}),
  z.object({ subject: text, body: text }),
);

/**
 * A campaign file read without insisting on anything: what is wrong is empty, places in lists stay. So that one run
 * can tell what is wrong with the shape and what is wrong with the sense.
 */
export const looseFile = z.preprocess(
  (value) => (isObject(value) ? value : {}),
  z.object({
    languages: words,
    texts: anything,
    demands: list({ key: text, to: words, texts: anything }),
    timeline: list({ key: text, on: z.unknown().optional(), since: z.unknown().optional(), texts: anything }),
    grounds: list({ key: text, texts: anything }),
    bodies: list({
      key: text,
      names: anything,
      seats: list({ key: text, offices: anything, salutations: anything, language: text }),
    }),
    letters: list({
      key: text,
      audience: text,
      occasion: text,
      bodies: words,
      texts: z.record(z.string(), letterText).catch({}),
    }),
    endorsements: list({ key: text, texts: anything }),
    updates: list({ key: text, texts: anything }),
    look: z
      .object({ picture: z.object({ alt: z.record(z.string(), z.unknown()).optional() }).optional() })
      .catch({}),
    anniversaries: list({ key: text, letters: words }),
  }),
);
export type LooseFile = z.infer<typeof looseFile>;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
