import { Injectable } from '@nestjs/common';
import { PublishedPictures } from '../../../domain/campaigns/published-pictures.js';
import { Clock } from '../../../kernel/clock.js';
import { Config } from '../../../platform/config/config.js';
import type { PictureFile } from '../../../platform/pictures/encode-picture.js';
import { KeptReadings } from '../kept-readings.js';

/** A file of a picture as it goes over the wire. */
export type ServedPicture = Pick<PictureFile, 'type' | 'body'>;

const NAME = /^[\w-]{22}\.(?:avif|jpg)$/;
/** So many files are held in memory, some hundred kilobytes at the most each. */
const MOST = 80;

/** The files of campaigns' pictures, those looked at last in memory; one that was removed is forgotten with the next look. */
@Injectable()
export class PictureFiles {
  private readonly readings: KeptReadings<ServedPicture>;

  constructor(pictures: PublishedPictures, clock: Clock, config: Config) {
    this.readings = new KeptReadings({
      clock,
      intervalSeconds: config.countInterval,
      most: MOST,
      read: (name) => pictures.find(name),
    });
  }

  /** The file of a name, or null. Throws NothingRead. */
  async find(name: string): Promise<ServedPicture | null> {
    return NAME.test(name) ? this.readings.find(name) : null;
  }
}
