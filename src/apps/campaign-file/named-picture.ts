import { createHash } from 'node:crypto';
import { DomainError } from '../../kernel/errors.js';
import { encodePicture, type PictureFile } from '../../platform/pictures/encode-picture.js';
import { FaultyCampaignFile } from './campaign-file.errors.js';
import type { ReadCampaignFile } from './read-campaign-file.js';

/** Reads a file that lies beside a campaign file, or answers null. */
export type Beside = (path: string) => Promise<Buffer | null>;

/** What became of a picture, and the sha256 of the campaign file's meaning with the picture in it. */
interface NamedPicture {
  readonly sha256: string;
  readonly files?: readonly PictureFile[];
}

/** The picture that a campaign file names. Throws FaultyCampaignFile where it is not there or cannot be shown. */
export async function namedPicture(
  { file, sha256, source }: ReadCampaignFile,
  beside: Beside,
): Promise<NamedPicture> {
  const path = file.look?.picture?.file;
  if (path === undefined) return { sha256 };
  const refused = (reason: string) =>
    new FaultyCampaignFile([source.fault(['look', 'picture', 'file'], reason)]);
  try {
    const bytes = await beside(path);
    if (bytes === null) throw refused('cannot be read');
    const files = await encodePicture(bytes);
    return { files, sha256: createHash('sha256').update(sha256).update(bytes).digest('hex') };
  } catch (error) {
    if (error instanceof FaultyCampaignFile || !(error instanceof DomainError)) throw error;
    throw refused(`cannot be shown: ${error.message}`);
  }
}
