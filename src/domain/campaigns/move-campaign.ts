import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { CampaignStateConflict } from './campaign.errors.js';
import { type CampaignState, mayBecome } from './campaign.rules.js';
import { type Campaign, CampaignStore } from './campaign.store.js';
import { PublishCampaign } from './publish-campaign.js';

/** The act that a step is, as the policies and the audit log name it. */
export interface CampaignStep {
  readonly to: CampaignState;
  readonly permission: 'openCampaign' | 'pauseCampaign' | 'closeCampaign';
  readonly act: string;
}

/** One step along a campaign's diagram: who may, the guarded update, the projection, the audit. */
@Injectable()
export class MoveCampaign {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction. Throws NotAMember, Forbidden, CampaignNotFound, CampaignStateConflict. */
  async run(
    tx: Tx,
    by: By,
    slug: string,
    step: CampaignStep,
    before: (campaign: Campaign) => Promise<void> = () => Promise.resolve(),
  ): Promise<Campaign> {
    const campaign = await this.campaigns.lockBySlug(tx, slug);
    const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
    require(may(by, role)[step.permission]());
    if (!mayBecome(campaign.state, step.to)) throw new CampaignStateConflict(slug, campaign.state, step.to);
    await before(campaign);
    await this.campaigns.move(tx, campaign, step.to, this.clock.now());
    await this.publish.run(tx, campaign.id);
    await this.audit.append(tx, {
      actor: actorOf(by),
      act: step.act,
      subject: { kind: 'campaign', id: campaign.id },
      detail: { slug, from: campaign.state, to: step.to },
    });
    return this.campaigns.get(tx, campaign.id);
  }
}
