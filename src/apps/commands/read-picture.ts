import { readFile, stat } from 'node:fs/promises';
import { MOST_PICTURE_BYTES } from '../../platform/pictures/encode-picture.js';
import { PictureTooHeavy } from '../../platform/pictures/picture.errors.js';

/** Reads a file that may be a picture; null where there is none that can be read. Throws PictureTooHeavy. */
export async function readPicture(path: string): Promise<Buffer | null> {
  const about = await stat(path).catch(() => null);
  if (!about?.isFile()) return null;
  if (about.size > MOST_PICTURE_BYTES) throw new PictureTooHeavy(MOST_PICTURE_BYTES / 1024 / 1024);
  return readFile(path).catch(() => null);
}
