import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { DemandStatusConflict, StatusDayRefused } from './campaign.errors.js';
import { CampaignStore } from './campaign.store.js';
import { type DemandStatus, mayBecome } from './demand.rules.js';
import { type Demand, DemandStore } from './demand.store.js';
import { PublishCampaign } from './publish-campaign.js';

/** A status as somebody says it holds. */
export interface NewStatus {
  readonly status: DemandStatus;
  /** The day it is known to hold on. */
  readonly asOf: CalendarDate;
  /** Where it is from, by language, as it will be shown. */
  readonly source?: Readonly<Record<string, string>>;
  /** For organizers only. */
  readonly note?: string;
}

/** Changes a demand's status, or renews it as of a later day; every step stays in its history. */
@Injectable()
export class SetDemandStatus {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly demands: DemandStore,
    private readonly organizers: OrganizerStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws NotAMember, Forbidden, DemandNotFound, DemandStatusConflict, StatusDayRefused. */
  async run(by: By, at: { slug: string; demand: string }, wanted: NewStatus): Promise<Demand> {
    return this.db.transaction(async (tx) => {
      const campaign = await this.campaigns.getBySlug(tx, at.slug);
      const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
      require(may(by, role).setDemandStatus());
      const demand = await this.demands.lockByKey(tx, campaign.id, at.demand);
      const now = this.clock.now();
      if (!mayBecome(demand.status, wanted.status)) {
        throw new DemandStatusConflict(demand.key, demand.status, wanted.status);
      }
      refuseDay(wanted.asOf, demand, now);
      await this.demands.setStatus(tx, demand.id, {
        status: wanted.status,
        asOf: wanted.asOf,
        source: wanted.source ?? {},
        note: wanted.note ?? null,
        setBy: actorOf(by),
        fromFile: false,
        setAt: now,
      });
      await this.publish.run(tx, campaign.id);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'campaigns.demand-status-set',
        subject: { kind: 'demand', id: demand.id },
        detail: {
          campaign: campaign.id,
          demand: demand.key,
          from: demand.status,
          to: wanted.status,
          asOf: wanted.asOf,
        },
      });
      return this.demands.lockByKey(tx, campaign.id, at.demand);
    });
  }
}

/** No status before the one it follows, none ahead of the day that it already is somewhere on earth. */
function refuseDay(asOf: CalendarDate, { statusAsOf }: Demand, now: Date): void {
  const latest = addDays(utcDay(now), 1);
  if (asOf < statusAsOf || asOf > latest) throw new StatusDayRefused(asOf, statusAsOf, latest);
}
