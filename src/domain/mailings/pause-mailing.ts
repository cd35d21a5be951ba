import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailingId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { PauseBatch } from '../dispatch/pause-batch.js';
import { ResumeBatch } from '../dispatch/resume-batch.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { MailingStateConflict } from './mailing.errors.js';
import { type Mailing, MailingStore } from './mailing.store.js';

/** Stops a mailing that is on its way, and lets it go on: its batch's state is its own. */
@Injectable()
export class PauseMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly pauseBatch: PauseBatch,
    private readonly resumeBatch: ResumeBatch,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
  ) {}

  /** Throws MailingStateConflict before it is frozen, and what dispatch throws when it is over. */
  async pause(by: Organizer, id: MailingId): Promise<void> {
    await this.act(by, id, 'paused', (tx, batchId) => this.pauseBatch.run(tx, batchId));
  }

  /** Throws unless it is paused. */
  async resume(by: Organizer, id: MailingId): Promise<void> {
    await this.act(by, id, 'resumed', (tx, batchId) => this.resumeBatch.run(tx, batchId));
  }

  private async act(
    by: Organizer,
    id: MailingId,
    done: 'paused' | 'resumed',
    run: (tx: Tx, batchId: NonNullable<Mailing['batchId']>) => Promise<void>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      await this.access.require(tx, by, mailing.campaignId, 'pauseMailing');
      if (mailing.state !== 'frozen' || mailing.batchId === null)
        throw new MailingStateConflict(mailing.state, done);
      await run(tx, mailing.batchId);
      await this.audit.append(tx, {
        actor: by.id,
        act: `mailings.${done}`,
        subject: { kind: 'mailing', id },
        detail: { campaign: mailing.campaignId, letter: mailing.letterKey },
      });
    });
  }
}
