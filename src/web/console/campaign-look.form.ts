import { z } from 'zod';

/** The colour as it was typed; empty: none of its own. */
export const colourForm = z.object({ accent: z.string().trim().max(100).default('') });

const text = z.string().trim().max(300).catch('');

/** What is typed beside a picture; the texts in each language stand under `alt-…`. */
const pictureFields = z.object({
  decorative: z.string().optional(),
  credit: text,
  sure: z.string().optional(),
});

/** Taking a picture away wants a tick. */
export const removeForm = z.object({ sure: z.string().optional() });

/** What was typed about a picture, to be shown again. */
export interface PictureTyped {
  readonly alt: Readonly<Record<string, string>>;
  readonly decorative: boolean;
  readonly credit: string;
}

/** What a multipart form says of a picture, and whether the one at hand may go. */
export function readPictureFields(
  fields: Readonly<Record<string, unknown>>,
  locales: readonly string[],
): PictureTyped & { readonly sure: boolean } {
  const { decorative, credit, sure } = pictureFields.parse(fields);
  const alt = locales.map((locale) => [locale, text.parse(fields[`alt-${locale}`])] as const);
  return {
    alt: Object.fromEntries(alt),
    decorative: decorative !== undefined,
    credit,
    sure: sure !== undefined,
  };
}
