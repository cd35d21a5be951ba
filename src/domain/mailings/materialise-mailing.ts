import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { BatchId, MailingId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import type { BatchCounts } from '../dispatch/batch.store.js';
import { CreateBatch } from '../dispatch/create-batch.js';
import { FreezeBatch } from '../dispatch/freeze-batch.js';
import type { MessageKind } from '../dispatch/message-kind.rules.js';
import { CancelMailing } from './cancel-mailing.js';
import { timeliness } from './mailing.rules.js';
import { type Mailing, MailingStore } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';
import { PostSeatLetters } from './post-seat-letters.js';
import { PostToSupporters, UNFLUSHED } from './post-to-supporters.js';
import { SealedMailing } from './sealed-mailing.js';

/** What a mailing is to the ledger. */
export function kindOf(mailing: Mailing): MessageKind {
  if (mailing.audience === 'bodies') return 'seat-letter';
  return mailing.keepingN === null ? 'update' : 'anniversary';
}

/**
 * Turns an approved mailing whose time has come into messages, a chunk a transaction, and freezes them. Killed in the
 * middle it goes on where it was; run twice at once the row's lock lets one step follow the other.
 */
@Injectable()
export class MaterialiseMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly contents: MailingContentStore,
    private readonly sealed: SealedMailing,
    private readonly seats: PostSeatLetters,
    private readonly supporters: PostToSupporters,
    private readonly createBatch: CreateBatch,
    private readonly freezeBatch: FreezeBatch,
    private readonly cancel: CancelMailing,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Answers whether the mailing is frozen now; false when it is not its time, or it was ended. */
  async run(id: MailingId): Promise<boolean> {
    for (;;) {
      const state = await this.step(id);
      if (state !== 'materialising') return state === 'frozen';
    }
  }

  /** One transaction's worth of it; answers the state it leaves behind. */
  async step(id: MailingId): Promise<Mailing['state']> {
    return this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      if (mailing.state !== 'approved' && mailing.state !== 'materialising') return mailing.state;
      const now = this.clock.now();
      const when = timeliness(mailing, now);
      if (when === 'early') return mailing.state === 'materialising' ? 'approved' : mailing.state;
      const objection = when === 'missed' ? 'missed: its grace is over' : await this.objection(tx, mailing);
      if (objection !== null) {
        await this.cancel.within(tx, null, mailing, objection);
        return 'cancelled';
      }
      return mailing.batchId === null ? this.begin(tx, mailing) : this.goOn(tx, mailing, mailing.batchId);
    });
  }

  /** Recomputed once, before the batch is made; dispatch asks again before the first message leaves. */
  private async objection(tx: Tx, mailing: Mailing): Promise<string | null> {
    return mailing.batchId === null ? this.sealed.objection(tx, mailing) : null;
  }

  private async begin(tx: Tx, mailing: Mailing): Promise<Mailing['state']> {
    const batchId = await this.createBatch.run(tx, {
      kind: kindOf(mailing),
      scope: mailing.campaignId,
      contentSha256: Buffer.from(mailing.contentSha256 ?? '', 'hex'),
      audienceSha256: Buffer.from(mailing.audienceSha256 ?? '', 'hex'),
      occurrenceKey: `mailing:${mailing.id}`,
    });
    const candidates =
      mailing.audience === 'bodies'
        ? (await this.contents.seats(tx, mailing.id)).length
        : await this.supporters.candidates(tx, mailing);
    await this.mailings.move(tx, mailing, 'materialising', { batchId, candidates });
    return 'materialising';
  }

  private async goOn(tx: Tx, mailing: Mailing, batchId: BatchId): Promise<Mailing['state']> {
    if (mailing.audience === 'bodies') {
      const posted = await this.seats.run(tx, mailing, batchId);
      if (posted === 0) return this.freezeLetters(tx, mailing, batchId);
      await this.mailings.keep(tx, mailing, { planned: mailing.planned + posted });
      return 'materialising';
    }
    const step = await this.supporters.run(tx, mailing, batchId);
    if (step.lastRef === null) return this.freezeNews(tx, mailing, batchId);
    await tx.query(UNFLUSHED);
    await this.mailings.keep(tx, mailing, {
      planned: mailing.planned + step.posted,
      lastRef: step.lastRef,
    });
    return 'materialising';
  }

  private async freezeLetters(tx: Tx, mailing: Mailing, batchId: BatchId): Promise<'frozen'> {
    const { planned } = mailing;
    const candidates = Math.max(mailing.candidates, planned);
    const counts = { candidates, planned, excluded: candidates - planned };
    await this.freezeBatch.run(tx, batchId, counts);
    return this.frozen(tx, mailing, batchId, counts);
  }

  /** Who withdrew between the first stretch and the last is excluded, never forgotten. */
  private async freezeNews(tx: Tx, mailing: Mailing, batchId: BatchId): Promise<'frozen'> {
    const counts = await this.freezeBatch.asPosted(tx, batchId, mailing.candidates, mailing.planned);
    return this.frozen(tx, mailing, batchId, counts);
  }

  private async frozen(tx: Tx, mailing: Mailing, batchId: BatchId, counts: BatchCounts): Promise<'frozen'> {
    await this.mailings.move(tx, mailing, 'frozen', counts);
    await this.audit.append(tx, {
      actor: 'service',
      act: 'mailings.frozen',
      subject: { kind: 'mailing', id: mailing.id },
      detail: { campaign: mailing.campaignId, letter: mailing.letterKey, batch: batchId, ...counts },
    });
    return 'frozen';
  }
}
