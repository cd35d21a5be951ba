import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { BatchGuards } from '../dispatch/batch-guards.js';
import type { BatchRow } from '../dispatch/batch.store.js';
import { MailingStore } from './mailing.store.js';
import { SealedMailing } from './sealed-mailing.js';

/** The last look before a batch's first message: the approval still holds, and names what is stored and what was posted. */
@Injectable()
export class MailingGuard implements OnModuleInit {
  constructor(
    private readonly guards: BatchGuards,
    private readonly mailings: MailingStore,
    private readonly sealed: SealedMailing,
  ) {}

  onModuleInit(): void {
    for (const kind of ['seat-letter', 'update', 'anniversary'] as const) {
      this.guards.register(kind, (tx, batch) => this.check(tx, batch));
    }
  }

  /** Null lets the batch go; a text is why it must not. */
  async check(tx: Tx, batch: BatchRow): Promise<string | null> {
    const mailing = await this.mailings.findByBatch(tx, batch.id);
    if (!mailing) return 'no mailing asked for it';
    if (mailing.state !== 'frozen') return `its mailing is ${mailing.state}`;
    const bound =
      batch.contentSha256?.toString('hex') === mailing.contentSha256 &&
      batch.audienceSha256?.toString('hex') === mailing.audienceSha256;
    return bound ? this.sealed.objection(tx, mailing) : 'what was posted is not what was approved';
  }
}
