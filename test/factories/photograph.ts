import sharp, { type Sharp } from 'sharp';

/** A picture with lights, shades and grain, as a camera takes one: its pixels, not yet in any format. */
export async function photograph(width = 1800, height = 1200): Promise<Sharp> {
  const layer = async (coarse: number, sigma: number) => {
    const size = { width: Math.ceil(width / coarse), height: Math.ceil(height / coarse) };
    const noise = { type: 'gaussian', mean: 128, sigma } as const;
    const grain = await sharp({ create: { ...size, channels: 3, background: '#808080', noise } })
      .png()
      .toBuffer();
    return sharp(grain).resize(width, height, { kernel: 'cubic', fit: 'fill' }).png().toBuffer();
  };
  const ground = { create: { width, height, channels: 3, background: '#6a7f8a' } } as const;
  const pixels = await sharp(ground)
    .composite([
      { input: await layer(300, 60), blend: 'overlay' },
      { input: await layer(40, 45), blend: 'overlay' },
      { input: await layer(10, 40), blend: 'soft-light' },
    ])
    .png()
    .toBuffer();
  return sharp(pixels);
}

/** The same as a telephone saves it: lying on its side, with the place, the day and the telephone it was taken by. */
export async function telephonePhotograph(width = 1200, height = 1800): Promise<Buffer> {
  const taken = await (await photograph(width, height)).toBuffer();
  return sharp(taken)
    .withMetadata({ orientation: 6, icc: 'p3' })
    .withExifMerge({
      IFD0: { Make: 'Secret Phones', Artist: 'Parisa Example', Copyright: 'kept by nobody' },
      IFD2: { DateTimeOriginal: '2013:09:01 05:15:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '33/1 52/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '44/1 40/1 0/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>Parisa</x:xmpmeta>')
    .jpeg({ quality: 88 })
    .toBuffer(); // prettier-ignore
}
