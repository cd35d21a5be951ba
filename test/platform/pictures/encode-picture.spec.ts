import { deflateSync, crc32 } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { encodePicture, type PictureFile } from '../../../src/platform/pictures/encode-picture.js';
import { photograph, telephonePhotograph } from '../../factories/photograph.js';

let telephone: Buffer;
let files: readonly PictureFile[];

beforeAll(async () => {
  telephone = await telephonePhotograph();
  files = await encodePicture(telephone);
}, 60_000);

const codeOf = async (file: Buffer) =>
  encodePicture(file).then(
    () => 'taken',
    (error: unknown) => (error as { code: string }).code,
  );

/** A PNG that says to be so large, and is nothing but black. */
function blackPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const parts = [chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

describe('a picture that was taken in', () => {
  it('has nothing left of what its file told of the person, the place and the telephone', async () => {
    const before = await sharp(telephone).metadata();
    expect([before.exif, before.icc, before.xmp].every((part) => part !== undefined)).toBe(true);
    expect(telephone.toString('latin1')).toContain('Parisa');
    expect(files.length).toBe(9);
    for (const { body } of files) {
      const { exif, icc, xmp, iptc, orientation, comments, space } = await sharp(body).metadata();
      expect([exif, icc, xmp, iptc, orientation, comments]).toEqual(Array(6).fill(undefined));
      expect(space).toBe('srgb');
      // Nothing as short as 'GPS', which pixels spell by chance; places are said in Exif alone.
      expect(body.toString('latin1')).not.toMatch(/Parisa|Secret|2013:09|Exif\0|xmpmeta|ICC_PROFILE/);
    }
  });

  it('stands upright, in the widths that pages ask for, in AVIF and in JPEG', () => {
    const of = (use: string, type: string) =>
      files.filter((file) => file.use === use && file.type === type).map(({ width, height }) => [width, height]);
    for (const type of ['image/avif', 'image/jpeg']) {
      expect(of('page', type)).toEqual([[480, 320], [960, 640], [1440, 960]]);
      expect(of('list', type)).toEqual([[240, 180]]);
    }
    expect(of('card', 'image/jpeg')).toEqual([[400, 630]]);
  }); // prettier-ignore

  it('is so light on a phone that the page stays so', () => {
    const phone = files.filter(({ width }) => width === 480);
    expect(phone.map(({ type, body }) => [type, body.length < (type === 'image/avif' ? 10_000 : 20_000)])).toEqual([
      ['image/avif', true],
      ['image/jpeg', true],
    ]);
    expect(files.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(800_000);
  }); // prettier-ignore

  it('is the same files again, and never larger than it came', async () => {
    const small = await (await photograph(600, 400)).webp().toBuffer();
    const [first, second] = [await encodePicture(small), await encodePicture(small)];
    expect(second.map(({ name }) => name)).toEqual(first.map(({ name }) => name));
    expect(first.filter(({ use }) => use === 'page').map(({ width }) => width)).toEqual([480, 480, 600, 600]);
  });
});

describe('a file is refused', () => {
  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"/>', 'picture-svg'],
    ['an SVG behind a declaration', '\ufeff <?xml version="1.0"?><svg/>', 'picture-svg'],
    ['a GIF', 'GIF89a\x20\x03\x58\x02', 'picture-gif'],
    ['a HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'picture-heic'],
    ['a film', '\0\0\0\x18ftypisom\0\0\0\0isommp42', 'picture-unknown'],
    ['a PDF', '%PDF-1.7', 'picture-unknown'],
    ['a TIFF', 'II*\0\x08\0\0\0', 'picture-unknown'],
    ['nothing', '', 'picture-unknown'],
    ['a JPEG of three bytes', '\xff\xd8\xff', 'picture-broken'],
    ['a WebP that is none', 'RIFF\xff\xff\xff\xffWEBPVP8 ', 'picture-broken'],
    ['an AVIF that is none', '\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'picture-broken'],
  ])('as %s', async (_, text, code) => {
    expect(await codeOf(Buffer.from(text, text.includes('\ufeff') ? 'utf8' : 'latin1'))).toBe(code);
  });

  it('as broken where its end is missing, whatever it begins with', async () => {
    expect(await codeOf(telephone.subarray(0, telephone.length * 0.7))).toBe('picture-broken');
  });

  it('as too heavy, too large once unpacked, too small or too long', async () => {
    expect(await codeOf(Buffer.concat([telephone, Buffer.alloc(8 * 1024 * 1024)]))).toBe('picture-too-heavy');
    const bomb = blackPng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await codeOf(bomb)).toBe('picture-too-large');
    expect(await codeOf(blackPng(100_000, 100))).toBe('picture-too-long');
    expect(await codeOf(blackPng(300, 300))).toBe('picture-too-small');
    expect(await codeOf(blackPng(500, 1400))).toBe('picture-too-long');
  });
});
