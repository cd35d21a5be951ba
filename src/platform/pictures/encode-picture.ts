import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import {
  PictureTooHeavy,
  PictureTooLarge,
  PictureTooLong,
  PictureTooSmall,
  PictureUnfit,
} from './picture.errors.js';
import { pictureKind } from './picture-kind.js';

/** The most bytes of a file that is read as a picture. */
export const MOST_PICTURE_BYTES = 8 * 1024 * 1024;

/** Where a file of a picture is shown: in a page at some width, small in a list, beside the words of a card. */
export type PictureUse = 'page' | 'list' | 'card';

/** One file that a picture became; its name is that of its content. */
export interface PictureFile {
  readonly name: string;
  readonly use: PictureUse;
  readonly type: 'image/avif' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly body: Buffer;
}

const MOST_MEGAPIXELS = 40;
const LEAST_WIDTH = 480;
const SECONDS = 60;
/** Widths in a page; the first is the one that phones load, and so light that the page stays so. */
const WIDTHS = [LEAST_WIDTH, 960, 1440] as const;
const WIDEST = 1440;
const PHONE = { avif: 10_000, jpeg: 20_000 } as const;
const LIST = { width: 240, height: 180 } as const;
/** What a card keeps free for it. */
export const cardPicture = { width: 400, height: 630 } as const;

type Format = 'avif' | 'jpeg';
/** From what is wanted to what is still looked at; the first that is light enough is taken. */
const qualities: Readonly<Record<Format, readonly number[]>> = {
  avif: [52, 44, 38, 32, 26],
  jpeg: [74, 64, 54, 44, 34],
};

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a stranger's file as a picture and answers the files it is shown by, made afresh from its pixels: nothing of the
 * file is in them, no place, no camera and no name. One picture at a time, beside the event loop. Throws PictureUnfit,
 * PictureTooHeavy, PictureTooLarge, PictureTooSmall, PictureTooLong.
 */
export function encodePicture(file: Buffer): Promise<readonly PictureFile[]> {
  const encoded = last.then(() => encode(file));
  last = encoded.catch(() => undefined);
  return encoded;
}

async function encode(file: Buffer): Promise<readonly PictureFile[]> {
  if (file.length > MOST_PICTURE_BYTES) throw new PictureTooHeavy(MOST_PICTURE_BYTES / 1024 / 1024);
  pictureKind(file);
  const read = await openReader();
  const pixels = await pixelsOf(read, file);
  const drawn = (shape: { width: number; height?: number }): Sharp =>
    read(pixels.data, { raw: pixels.raw }).resize({ ...shape, position: 'attention' });
  const files: PictureFile[] = [];
  const add = async (use: PictureUse, shape: { width: number; height?: number }, format: Format, most = Infinity) => {
    files.push(await fileOf(use, drawn(shape), format, most));
  }; // prettier-ignore
  for (const width of widthsFor(pixels.raw.width)) {
    for (const format of ['avif', 'jpeg'] as const) {
      await add('page', { width }, format, width === LEAST_WIDTH ? PHONE[format] : Infinity);
    }
  }
  for (const format of ['avif', 'jpeg'] as const) await add('list', LIST, format);
  await add('card', cardPicture, 'jpeg');
  return files;
}

/** The widths that a picture has the pixels for, and its own where that is much more than the last of them. */
function widthsFor(own: number): number[] {
  const widths = WIDTHS.filter((width) => width <= own);
  return own >= (widths.at(-1) ?? 0) * 1.25 ? [...widths, own] : widths;
}

type Reader = (typeof import('sharp'))['default'];

/** The library, loaded by whoever has a picture to read, and made to read nothing but what pictureKind lets pass. */
async function openReader(): Promise<Reader> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  const readers = ['Jpeg', 'Png', 'Webp', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`);
  sharp.unblock({ operation: readers });
  return sharp;
}

/** The picture upright, in sRGB and without transparency, no wider than it is ever shown: pixels and nothing else. */
async function pixelsOf(read: Reader, file: Buffer) {
  try {
    const source = read(file, { failOn: 'warning', limitInputPixels: MOST_MEGAPIXELS * 1_000_000 });
    const { autoOrient: upright } = await source.metadata();
    if (upright.width * upright.height > MOST_MEGAPIXELS * 1_000_000)
      throw new PictureTooLarge(MOST_MEGAPIXELS);
    if (upright.width < LEAST_WIDTH) throw new PictureTooSmall(upright.width, LEAST_WIDTH);
    const slimness = upright.width / upright.height;
    if (slimness > 3 || slimness < 0.5) throw new PictureTooLong();
    const { data, info } = await source
      .autoOrient()
      .resize({ width: WIDEST, withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .timeout({ seconds: SECONDS })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): Error {
  if (error instanceof Error && error.name.startsWith('Picture')) return error;
  const told = error instanceof Error ? error.message : '';
  return /pixel limit/i.test(told)
    ? new PictureTooLarge(MOST_MEGAPIXELS)
    : new PictureUnfit('picture-broken');
}

async function fileOf(use: PictureUse, drawn: Sharp, format: Format, most: number): Promise<PictureFile> {
  let body = Buffer.alloc(0);
  let size = { width: 0, height: 0 };
  for (const quality of qualities[format]) {
    const { data, info } = await encodedAs(drawn.clone(), format, quality);
    [body, size] = [data, { width: info.width, height: info.height }];
    if (body.length <= most) break;
  }
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const extension = format === 'avif' ? 'avif' : 'jpg';
  return { name: `${hash}.${extension}`, use, type: `image/${format}`, ...size, body };
}

function encodedAs(drawn: Sharp, format: Format, quality: number) {
  const encoder =
    format === 'avif'
      ? drawn.avif({ quality, effort: 3, chromaSubsampling: '4:2:0' })
      : drawn.jpeg({ quality, mozjpeg: true });
  return encoder.toBuffer({ resolveWithObject: true });
}
