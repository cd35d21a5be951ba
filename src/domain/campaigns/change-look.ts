import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Json } from '../../kernel/json.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import type { CampaignLook } from './campaign-look.js';
import { type Campaign, CampaignStore } from './campaign.store.js';
import { PublishCampaign } from './publish-campaign.js';

/** What a change makes of a look, and how the audit log tells of it; null: nothing. */
export type LookChange = (tx: Tx, campaign: Campaign) => Changed | null | Promise<Changed | null>;

interface Changed {
  readonly look: CampaignLook;
  readonly act: string;
  readonly detail: Readonly<Record<string, Json>>;
}

/** What every change of a campaign's look has in common: whose it may be, and that pages and audit log show it. */
@Injectable()
export class ChangeLook {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
  ) {}

  /** Whether they may at all, asked before a picture is read. Throws CampaignNotFound, NotAMember, Forbidden. */
  async requireRight(by: By, slug: string): Promise<void> {
    const campaign = await this.campaigns.getBySlug(this.db.manager, slug);
    await this.allowed(this.db.manager, by, campaign);
  }

  /** Throws CampaignNotFound, NotAMember, Forbidden, and what the change throws. */
  async run(by: By, slug: string, change: LookChange): Promise<CampaignLook> {
    return this.db.transaction(async (tx) => {
      const campaign = await this.campaigns.lockBySlug(tx, slug);
      await this.allowed(tx, by, campaign);
      const changed = await change(tx, campaign);
      if (changed === null) return campaign.face.look ?? {};
      const { look, act, detail } = changed;
      await this.campaigns.setFace(tx, campaign.id, { ...campaign.face, look });
      await this.publish.run(tx, campaign.id);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act,
        subject: { kind: 'campaign', id: campaign.id },
        detail: { slug, ...detail },
      });
      return look;
    });
  }

  private async allowed(tx: Tx, by: By, campaign: Campaign): Promise<void> {
    const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
    require(may(by, role).editCampaign());
  }
}
