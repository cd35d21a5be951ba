import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { type BodyId, type CampaignId, type LetterId, type MailingId, newId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { LetterStore } from '../letters/letter.store.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { ComposeMailing } from './compose-mailing.js';
import {
  LetterNotApproved,
  LetterOfAnniversary,
  OldStatuses,
  TimeIsPast,
  UnknownZone,
} from './mailing.errors.js';
import { type Mailing, MailingStore } from './mailing.store.js';
import { oldStatuses } from './old-statuses.js';

/** What is planned: an approved letter, to whom, and when. */
export interface MailingPlan {
  readonly campaignId: CampaignId;
  readonly letterId: LetterId;
  /** Default: the bodies the letter names. */
  readonly bodyIds?: readonly BodyId[];
  readonly sendAt: Date;
  /** IANA; the day that the letters carry is this zone's. */
  readonly zone: string;
  /** How long after its time it may still go out; default a day. */
  readonly graceMinutes?: number;
  /** Which keeping of an anniversary it is. */
  readonly keeping?: { readonly n: number; readonly day: CalendarDate };
  /** The planner's word that statuses older than 12 months go out with their dates. */
  readonly acknowledgeOldStatuses?: boolean;
}

const DAY_MINUTES = 24 * 60;
/** A time just gone is taken for 'now'. */
const TOLERANCE_MS = 5 * 60_000;

/** Plans a mailing of an approved letter: a draft that nobody has submitted yet. */
@Injectable()
export class PlanMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly letters: LetterStore,
    private readonly compose: ComposeMailing,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * A person's plan. Throws OldStatuses, naming them, unless they were renewed or acknowledged; LetterNotApproved,
   * LetterOfAnniversary, NobodyToWriteTo, NoTextInLanguage, TimeIsPast, UnknownZone.
   */
  async run(by: Organizer, plan: MailingPlan): Promise<Mailing> {
    return this.db.transaction(async (tx) => {
      await this.access.require(tx, by, plan.campaignId, 'planMailing');
      if (plan.sendAt.getTime() < this.clock.now().getTime() - TOLERANCE_MS) throw new TimeIsPast();
      const mailing = await this.within(tx, by, plan);
      const { key, occasion } = await this.letters.get(tx, plan.letterId);
      if (occasion === 'anniversary' && !plan.keeping) throw new LetterOfAnniversary(key);
      const old = oldStatuses((await this.compose.run(tx, mailing)).figures);
      if (old.length > 0 && !plan.acknowledgeOldStatuses) throw new OldStatuses(old);
      return mailing;
    });
  }

  /** The plan itself, in the caller's transaction; null is the service, for an anniversary. */
  async within(tx: Tx, by: Organizer | null, plan: MailingPlan): Promise<Mailing> {
    const letter = await this.letters.get(tx, plan.letterId);
    const version = await this.letters.approved(tx, plan.letterId);
    if (!version || letter.campaignId !== plan.campaignId) throw new LetterNotApproved(letter.key);
    const id: MailingId = newId<'mailing'>();
    await this.mailings.add(
      tx,
      {
        id,
        campaignId: plan.campaignId,
        letterVersionId: version.id,
        audience: letter.audience,
        bodyIds: letter.audience === 'bodies' ? (plan.bodyIds ?? letter.bodyIds) : [],
        sendAt: plan.sendAt,
        zone: checkedZone(plan.zone),
        graceMinutes: plan.graceMinutes ?? DAY_MINUTES,
        keepingN: plan.keeping?.n ?? null,
        keepingDay: plan.keeping?.day ?? null,
        rule:
          letter.audience === 'supporters'
            ? { news: true, confirmedUntil: dayIn(plan.zone, plan.sendAt) }
            : null,
        plannedBy: by?.id ?? null,
        acknowledgedBy: plan.acknowledgeOldStatuses ? (by?.id ?? null) : null,
      },
      this.clock.now(),
    );
    await this.audit.append(tx, {
      actor: by?.id ?? 'service',
      act: 'mailings.planned',
      subject: { kind: 'mailing', id },
      detail: {
        campaign: plan.campaignId,
        letter: letter.key,
        version: version.id,
        sendAt: plan.sendAt.toISOString(),
        zone: plan.zone,
        acknowledgedOldStatuses: plan.acknowledgeOldStatuses === true,
      },
    });
    return this.mailings.get(tx, id);
  }
}

function checkedZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new UnknownZone(zone);
  }
  return zone;
}
