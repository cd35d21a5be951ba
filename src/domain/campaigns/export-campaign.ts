import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { type Body, BodyStore, type Seat } from '../bodies/body.store.js';
import type { BodySection, SeatSection } from '../bodies/body-section.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { formFieldsOf, safetyOf } from './campaign-face.js';
import { type CampaignBody, CampaignBodyStore } from './campaign-body.store.js';
import { lookSectionOf } from './campaign-look.js';
import type { CampaignSection } from './campaign-section.js';
import { type Campaign, CampaignStore } from './campaign.store.js';
import { type Demand, DemandStore } from './demand.store.js';

/** A campaign as its file would say it today, statuses and seats as they are now. */
@Injectable()
export class ExportCampaign {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly demands: DemandStore,
    private readonly campaignBodies: CampaignBodyStore,
    private readonly bodies: BodyStore,
    private readonly organizers: OrganizerStore,
  ) {}

  /** Joins the caller's transaction. Throws CampaignNotFound, NotAMember. */
  async run(tx: Tx, by: By, slug: string): Promise<{ campaign: Campaign; section: CampaignSection }> {
    const campaign = await this.campaigns.getBySlug(tx, slug);
    const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
    require(may(by, role).exportCampaign());
    const { content } = await this.campaigns.version(tx, campaign.id);
    const addressed = await this.campaignBodies.list(tx, campaign.id);
    const ids = addressed.map(({ bodyId }) => bodyId);
    const bodies = await this.bodies.listOf(tx, ids);
    const seats = await this.bodies.seatsOf(tx, ids);
    const demands = new Map((await this.demands.list(tx, campaign.id)).map((demand) => [demand.key, demand]));
    return {
      campaign,
      section: {
        slug: campaign.slug,
        languages: [...campaign.locales],
        statementDate: content.statementDate,
        settings: {
          ...(campaign.goal !== null && { goal: campaign.goal }),
          neutralMail: campaign.neutralMail,
          reminder: campaign.reminder,
        },
        form: { ...formFieldsOf(campaign.face) },
        safety: { ...safetyOf(campaign.face) },
        ...lookSectionOf(campaign.face.look),
        ...(campaign.embedOrigins.length > 0 && { embed: { origins: [...campaign.embedOrigins] } }),
        texts: content.texts,
        demands: content.demands.map((demand) => ({
          ...demand,
          status: statusOf(demands.get(demand.key), content),
        })),
        timeline: content.timeline,
        grounds: content.grounds,
        bodies: addressed.flatMap((entry) => {
          const body = bodies.find(({ id }) => id === entry.bodyId);
          return body ? [bodyOf(body, entry, seats)] : [];
        }),
        ...campaign.record,
      },
    };
  }
}

function statusOf(
  demand: Demand | undefined,
  { statementDate }: Pick<CampaignSection, 'statementDate'>,
): CampaignSection['demands'][number]['status'] {
  if (!demand) return { is: 'unmet', asOf: statementDate, source: {} };
  return { is: demand.status, asOf: demand.statusAsOf, source: { ...demand.statusSource } };
}

function bodyOf(
  { id, key, kind, names }: Body,
  campaignBody: CampaignBody,
  seats: readonly Seat[],
): BodySection {
  const { adverse, disclosure } = campaignBody;
  const own = seats.filter(({ bodyId }) => bodyId === id).map(seatOf);
  return { key, kind, names: { ...names }, adverse, disclosure, seats: own };
}

function seatOf(seat: Seat): SeatSection {
  return {
    key: seat.key,
    offices: { ...seat.offices },
    salutations: { ...seat.salutations },
    email: seat.email,
    language: seat.locale,
    zone: seat.zone,
    officeHours: {
      from: seat.windowFrom.slice(0, 5),
      until: seat.windowUntil.slice(0, 5),
      weekdays: [...seat.weekdays],
    },
    delivery: seat.delivery,
    ratePerHour: seat.ratePerHour,
  };
}
