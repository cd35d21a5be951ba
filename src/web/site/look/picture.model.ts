import type { CampaignPicture } from '../../../domain/campaigns/campaign-look.js';

/** A picture as a page shows it, in one language. */
export interface PictureModel {
  /** Empty where it only decorates. */
  readonly alt: string;
  /** The language of that, where it is not the page's. */
  readonly lang?: string;
  readonly credit: string | null;
  /** Of the largest file: the shape that is kept free. */
  readonly width: number;
  readonly height: number;
  /** By types, that which is smaller first. */
  readonly sources: readonly PictureSource[];
}

/** The same picture in one type. */
export interface PictureSource {
  readonly type: string;
  /** Path of the smallest file, which is all that a phone loads. */
  readonly smallest: string;
  /** All widths, as `srcset` has them. */
  readonly all: string;
}

/** What a page shows of a campaign's picture, whole or small for a list; null where there is none. */
export function pictureModel(
  picture: CampaignPicture | null | undefined,
  use: 'page' | 'list',
  locales: { readonly wanted: string; readonly fallback: string },
): PictureModel | null {
  const files = picture?.files.filter((file) => file.use === use) ?? [];
  const largest = files.at(-1);
  if (!picture || !largest) return null;
  const { alt, credit = null } = picture;
  const types = [...new Set(files.map(({ type }) => type))];
  return {
    ...described(alt, locales),
    credit,
    width: largest.width,
    height: largest.height,
    sources: types.map((type) => sourceOf(type, files)),
  };
}

function described(
  alt: CampaignPicture['alt'],
  { wanted, fallback }: { readonly wanted: string; readonly fallback: string },
): Pick<PictureModel, 'alt' | 'lang'> {
  const [own, other] = [alt?.[wanted], alt?.[fallback]];
  if (own !== undefined || other === undefined) return { alt: own ?? '' };
  return { alt: other, lang: fallback };
}

function sourceOf(type: string, files: CampaignPicture['files']): PictureSource {
  const own = files.filter((file) => file.type === type);
  const paths = own.map(({ name, width }) => `${pathOf(name)} ${String(width)}w`);
  return { type, smallest: pathOf(own[0]?.name ?? ''), all: paths.join(', ') };
}

function pathOf(name: string): string {
  return `/pictures/${name}`;
}
