import { z } from 'zod';
import type { PictureFile } from '../../platform/pictures/encode-picture.js';
import { type Colour, readColour } from './colour.rules.js';

/** Said instead of a colour: the service's own. */
const NO_ACCENT = 'none';

const NOT_A_COLOUR = `is not a colour like '#16544d', in quotes (without them, # begins a comment)`;

const accent = z.unknown().transform((value, context): Colour | typeof NO_ACCENT => {
  const colour = typeof value === 'string' ? readColour(value) : null;
  if (colour !== null || value === NO_ACCENT) return colour ?? NO_ACCENT;
  context.addIssue({ code: 'custom', message: NOT_A_COLOUR });
  return z.NEVER;
});

const line = z.string().trim().min(1).max(300);

/** Who sees nothing is told what it shows, or that there is nothing to tell. */
const picture = z
  .strictObject({
    /** Beside the campaign file or below; absent: the picture at hand stays, and is told of anew. */
    file: z
      .string()
      .max(300)
      .regex(/^(?!\/)(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))[^\\]+$/, 'is not the path of a file beside this one')
      .optional(),
    alt: z.record(z.string(), line).optional(),
    decorative: z.boolean().default(false),
    credit: line.optional(),
  })
  .refine(({ alt, decorative }) => (alt === undefined) === decorative, {
    path: ['alt'],
    message: 'is missing; a picture has its text in every language, or is "decorative: true", and not both',
  });

/** The `look:` of a campaign file. What it does not name stays as it is, since organizers set it elsewhere too. */
export const lookSection = z.strictObject({ accent: accent.optional(), picture: picture.optional() });
export type LookSection = z.infer<typeof lookSection>;

/** What is said of a picture: in each language what it shows, null where it only decorates; whose it is. */
export interface PictureWords {
  readonly alt: Readonly<Record<string, string>> | null;
  readonly credit?: string;
}

/** A campaign's picture as its pages know it: what is said of it, and the files it is shown by. */
export interface CampaignPicture extends PictureWords {
  readonly files: readonly Omit<PictureFile, 'body'>[];
}

/** How a campaign's pages look, where it is not as the service's own. */
export interface CampaignLook {
  readonly accent?: Colour;
  readonly picture?: CampaignPicture;
}

/** The look without what would be empty in it. */
export function lookWith(look: {
  readonly accent?: Colour | undefined;
  readonly picture?: CampaignPicture | undefined;
}): CampaignLook {
  return { ...(look.accent && { accent: look.accent }), ...(look.picture && { picture: look.picture }) };
}

/** What of a picture is kept with the campaign: all but its bytes. */
export function pictureOf(
  files: CampaignPicture['files'] | readonly PictureFile[],
  { alt, credit }: PictureWords,
): CampaignPicture {
  return {
    alt,
    ...(credit !== undefined && { credit }),
    files: files.map(({ name, use, type, width, height }) => ({ name, use, type, width, height })),
  };
}

/** What the audit log calls a picture: its largest file, which changes with it. */
export function pictureName({ files }: Pick<CampaignPicture, 'files'>): string {
  return files.findLast(({ use }) => use === 'page')?.name ?? '';
}

/** The accent that a section asks for, the one before where it says nothing. */
export function accentAfter(
  before: Colour | undefined,
  section: LookSection | undefined,
): Colour | undefined {
  if (section?.accent === undefined) return before;
  return section.accent === NO_ACCENT ? undefined : section.accent;
}

/** The `look:` of a file, where there is anything to say; where its picture lies, whoever writes the file knows. */
export function lookSectionOf({ accent, picture }: CampaignLook = {}): { readonly look?: LookSection } {
  if (!accent && !picture) return {};
  const { alt = null, credit } = picture ?? {};
  const words = { ...(alt && { alt: { ...alt } }), ...(credit !== undefined && { credit }) };
  return {
    look: {
      accent: accent ?? NO_ACCENT,
      ...(picture && { picture: { ...words, decorative: alt === null } }),
    },
  };
}
