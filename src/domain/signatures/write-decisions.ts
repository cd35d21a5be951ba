import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { Outbox } from '../../platform/jobs/outbox.js';
import type { Desk } from './desk.js';
import { PostSupporterMails } from './post-supporter-mails.js';
import type { ReadBatch } from './read-forms.js';
import { SignatureStore } from './signature.store.js';
import { publishNames } from './signatures.jobs.js';
import { WriteLeavings } from './write-leavings.js';

/** Writes what a batch of forms came to: rows, mails, and the askings that follow from them. */
@Injectable()
export class WriteDecisions {
  constructor(
    private readonly signatures: SignatureStore,
    private readonly leavings: WriteLeavings,
    private readonly mails: PostSupporterMails,
    private readonly outbox: Outbox,
  ) {}

  /** Joins the caller's transaction. What goes, goes first: an address that was erased may sign again at once. */
  async run(
    tx: Tx,
    desk: Desk,
    { rings, words, reasons = [] }: Pick<ReadBatch, 'rings' | 'words'> & Partial<Pick<ReadBatch, 'reasons'>>,
  ): Promise<void> {
    const { inserts, updates, mails, silenced, erased } = desk.outcome();
    await this.leavings.run(tx, { silenced, erased, reasons });
    await this.signatures.insert(tx, inserts);
    await this.signatures.update(tx, updates);
    await this.mails.run(tx, mails, rings, words);
    if (updates.some(({ nameDue }) => nameDue)) await this.outbox.add(tx, publishNames, {});
  }
}
