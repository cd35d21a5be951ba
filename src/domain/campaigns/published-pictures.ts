import { Injectable } from '@nestjs/common';
import { WebDatabase } from '../../platform/database/web-database.js';
import type { PictureFile } from '../../platform/pictures/encode-picture.js';

/** The files of pictures as the public web process may read them: those of campaigns with public pages. */
@Injectable()
export class PublishedPictures {
  constructor(private readonly db: WebDatabase) {}

  /** The file of a name, or null. */
  async find(name: string): Promise<Pick<PictureFile, 'type' | 'body'> | null> {
    const [file] = await this.db.query<Pick<PictureFile, 'type' | 'body'>>(
      'SELECT type, body FROM published_picture WHERE name = $1 LIMIT 1',
      [name],
    );
    return file ?? null;
  }
}
