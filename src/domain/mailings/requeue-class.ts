import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/errors.js';
import type { CampaignId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { type MessageKind, messageKinds, rulesOf } from '../dispatch/message-kind.rules.js';
import type { Outcome } from '../dispatch/outcome.rules.js';
import { RequeueMessages } from '../dispatch/requeue-messages.js';
import { actorOf } from '../organizers/actor.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';

/** Which dead messages are to be sent again. */
export interface RequeueWish {
  readonly state: 'failed' | 'expired';
  readonly kind?: MessageKind;
  readonly outcome?: Outcome;
  readonly campaignId?: CampaignId;
}

/** Letters and news are their campaign's: its organizers decide. */
export class NotForTheOperator extends DomainError {
  constructor() {
    super(
      'forbidden',
      'not-for-the-operator',
      'letters and news are sent again by an organizer of their campaign: name both, with --as and --campaign',
    );
  }
}

/** Sends again what failed or expired alike: the operator what people asked for themselves, an organizer all of a campaign. */
@Injectable()
export class RequeueClass {
  constructor(
    private readonly db: DataSource,
    private readonly requeue: RequeueMessages,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
  ) {}

  /** Answers how many wait again. Throws NotForTheOperator, NotAMember, Forbidden. */
  async run(by: By, { state, kind, outcome, campaignId }: RequeueWish): Promise<number> {
    const kinds = (Object.keys(messageKinds) as MessageKind[]).filter(
      (each) => !rulesOf(each).leavesUnproved && (kind === undefined || each === kind),
    );
    return this.db.transaction(async (tx) => {
      const ofCampaign = campaignId !== undefined && by !== OPERATOR;
      if (ofCampaign) await this.access.require(tx, by, campaignId, 'decideDoubt');
      else require(may(by).mindLanes());
      const allowed = ofCampaign ? kinds : kinds.filter((each) => rulesOf(each).inDoubt === 'resend');
      if (allowed.length === 0) throw new NotForTheOperator();
      const requeued = await this.requeue.run(tx, {
        state,
        kinds: allowed,
        ...(outcome === undefined ? {} : { outcome }),
        ...(campaignId === undefined ? {} : { scope: campaignId }),
      });
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'dispatch.class-requeued',
        subject: { kind: 'ledger', id: campaignId ?? 'instance' },
        detail: { state, kind: kind ?? null, outcome: outcome ?? null, requeued },
      });
      return requeued;
    });
  }
}
