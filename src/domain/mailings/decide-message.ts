import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CampaignId, MessageId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { scopeOfMessage } from '../dispatch/ledger-overview.js';
import { RequeueMessage } from '../dispatch/requeue-message.js';
import { type DoubtAnswer, ResolveDoubt } from '../dispatch/resolve-doubt.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import { NotAMember, type Organizer } from '../organizers/role.rules.js';

/** What a person decides about one message of a campaign: what became of one in doubt, or another try for one that failed. */
@Injectable()
export class DecideMessage {
  constructor(
    private readonly db: DataSource,
    private readonly resolveDoubt: ResolveDoubt,
    private readonly requeueMessage: RequeueMessage,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NotInDoubt, NotAMember, Forbidden. */
  async resolve(by: Organizer, id: MessageId, answer: DoubtAnswer): Promise<void> {
    await this.act(by, id, `dispatch.doubt-${answer}`, (tx) => this.resolveDoubt.run(tx, id, answer));
  }

  /** Throws NotRequeueable, NotAMember, Forbidden. */
  async requeue(by: Organizer, id: MessageId): Promise<void> {
    await this.act(by, id, 'dispatch.requeued', (tx) => this.requeueMessage.run(tx, id));
  }

  private async act(
    by: Organizer,
    id: MessageId,
    act: string,
    run: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const scope = await scopeOfMessage(tx, id);
      if (scope === null) throw new NotAMember();
      await this.access.require(tx, by, scope as CampaignId, 'decideDoubt');
      await run(tx);
      await this.audit.append(tx, {
        actor: by.id,
        act,
        subject: { kind: 'message', id },
        detail: { campaign: scope },
      });
    });
  }
}
