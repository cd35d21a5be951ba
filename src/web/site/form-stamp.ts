import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';

const FAST_SECONDS = 3;
const OLD_SECONDS = 24 * 60 * 60;

/** What a form's stamp says about how it was filled in; none of it ever refuses a form. */
export type StampFlag = 'stamp-missing' | 'stamp-foreign' | 'stamp-old' | 'fast-form';

/**
 * Marks when a page with a form was made, bound to its campaign. The key lives in this process alone, so
 * that a form from before a restart, or from another process, is merely 'foreign': a weak sign, no more.
 */
@Injectable()
export class FormStamp {
  private readonly key = randomBytes(32);

  constructor(private readonly clock: Clock) {}

  /** A stamp of now for a campaign's form. */
  issue(slug: string): string {
    const seconds = Math.floor(this.clock.now().getTime() / 1000).toString(36);
    return `${seconds}.${this.seal(slug, seconds)}`;
  }

  /** What a stamp that came back tells; null where it tells nothing. */
  read(slug: string, stamp: unknown): StampFlag | null {
    if (typeof stamp !== 'string' || stamp === '') return 'stamp-missing';
    const [seconds = '', seal = ''] = stamp.split('.', 2);
    const expected = Buffer.from(this.seal(slug, seconds));
    const given = Buffer.from(seal);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'stamp-foreign';
    const age = this.clock.now().getTime() / 1000 - parseInt(seconds, 36);
    if (age < FAST_SECONDS) return 'fast-form';
    return age > OLD_SECONDS ? 'stamp-old' : null;
  }

  private seal(slug: string, seconds: string): string {
    const text = `${slug.length}:${slug}:${seconds}`;
    return createHmac('sha256', this.key).update(text).digest('base64url').slice(0, 22);
  }
}
