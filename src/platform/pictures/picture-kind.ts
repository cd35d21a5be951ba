import { PictureUnfit } from './picture.errors.js';

/** Pictures that are read. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'avif';

/** What a file is by its first bytes; its name says nothing. Throws PictureUnfit for anything else. */
export function pictureKind(file: Buffer): PictureKind {
  const ascii = (from: number, to: number) => file.toString('latin1', from, to);
  if (file.length > 2 && file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff) return 'jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(4, 8) === 'ftyp') return ofBrands(file);
  if (/^GIF8[79]a/.test(ascii(0, 6))) throw new PictureUnfit('picture-gif');
  if (/^(?:\xef\xbb\xbf)?\s*<(?:[?!]|svg)/i.test(ascii(0, 200))) throw new PictureUnfit('picture-svg');
  throw new PictureUnfit('picture-unknown');
}

/** Whom a file of the ISO base media format says it is for (ISO/IEC 14496-12, `ftyp`): the brands after its head. */
function ofBrands(file: Buffer): PictureKind {
  const end = Math.min(file.readUInt32BE(0), 256, file.length);
  const brands: readonly string[] = file.toString('latin1', 8, end).match(/.{4}/gs) ?? [];
  if (brands.includes('avif')) return 'avif';
  const isHeic = brands.some((brand) => /^(?:he[iv][cxms]|mif1|msf1)$/.test(brand));
  throw new PictureUnfit(isHeic ? 'picture-heic' : 'picture-unknown');
}
