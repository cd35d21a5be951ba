import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { tokenHash } from '../../platform/crypto/token.js';
import { byteaArray } from '../../platform/database/bytea-array.js';
import { readInbound } from '../../platform/mail/inbound/read-inbound.js';

/** More addresses stand in no mail but one that means harm. */
const MOST = 20;

/** A mail to addresses that end the news. */
export interface UnsubscribingMail {
  readonly tokens: readonly string[];
  /** The envelope sender, empty for a bounce; absent where only the mail's own header tells. */
  readonly from?: string;
  readonly raw: Buffer;
}

/**
 * Ends the news by a mail, as the one click of a mail program does: for the campaign that the mail was of, never less
 * than was chosen before, as often as it comes. Nothing is answered, and nothing of the mail is kept.
 */
@Injectable()
export class UnsubscribeByMail {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What a program wrote (a bounce, an absence) is nobody's wish, and a token that we never made changes nothing: both end alike. */
  async run({ tokens, from, raw }: UnsubscribingMail): Promise<void> {
    if (from === '' || (await readInbound(raw)).kind !== 'reply') return;
    await this.db.query('SELECT FROM unsubscribe_signatures($1::bytea[], $2)', [
      byteaArray([...new Set(tokens)].slice(0, MOST).map(tokenHash)),
      this.clock.now(),
    ]);
  }
}
