import { Injectable } from '@nestjs/common';
import { WebDatabase } from '../../platform/database/web-database.js';
import { type ConsentWords, consentsOfToday } from './consent-words.js';

/** The words that signatures agreed to, of today and of earlier days, as the public web process may read them. */
@Injectable()
export class PublishedConsents {
  constructor(private readonly db: WebDatabase) {}

  /** Null for a version that nobody kept, and for a signature from before there were any. */
  async find(version: string): Promise<ConsentWords | null> {
    if (version === '') return null;
    const today = consentsOfToday().find((each) => each.version === version);
    if (today) return today;
    const [kept] = await this.db.query<ConsentWords & Record<string, unknown>>(
      'SELECT version, locale, words FROM consent_text WHERE version = $1',
      [version],
    );
    return kept ?? null;
  }
}
