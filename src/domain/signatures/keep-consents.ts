import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { consentsOfToday } from './consent-words.js';

/** Keeps the words of the form for as long as signatures may name them: a version that is new is written at start. */
@Injectable()
export class KeepConsents implements OnApplicationBootstrap {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { version, locale, words } of consentsOfToday()) {
      await this.db.query(
        `INSERT INTO consent_text (version, locale, words, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [version, locale, JSON.stringify(words), utcDay(this.clock.now())],
      );
    }
  }
}
