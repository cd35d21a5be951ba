import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { EmbedOriginRefused, TooManyEmbedOrigins } from './campaign.errors.js';
import { type Campaign, CampaignStore } from './campaign.store.js';
import { distinctOrigins, MOST_EMBED_ORIGINS, readOrigin } from './embed-origins.js';
import { PublishCampaign } from './publish-campaign.js';

/** Says whose pages may show a campaign's form in a frame. */
@Injectable()
export class SetEmbedOrigins {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The whole list as it shall be from now on; the same list again changes nothing. Throws CampaignNotFound, NotAMember,
   * Forbidden, EmbedOriginRefused, TooManyEmbedOrigins.
   */
  async run(by: By, slug: string, change: (now: readonly string[]) => readonly string[]): Promise<Campaign> {
    return this.db.transaction(async (tx) => {
      const campaign = await this.campaigns.lockBySlug(tx, slug);
      const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
      require(may(by, role).editCampaign());
      const origins = checked(change(campaign.embedOrigins));
      if (origins.join(' ') === campaign.embedOrigins.join(' ')) return campaign;
      await this.campaigns.setEmbedOrigins(tx, campaign.id, origins);
      await this.publish.run(tx, campaign.id);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'campaigns.embed-origins-set',
        subject: { kind: 'campaign', id: campaign.id },
        detail: { slug, from: [...campaign.embedOrigins], to: origins },
      });
      return { ...campaign, embedOrigins: origins };
    });
  }
}

function checked(wanted: readonly string[]): string[] {
  const origins = wanted.map((text) => {
    const origin = readOrigin(text);
    if (origin === null) throw new EmbedOriginRefused(text);
    return origin;
  });
  const distinct = distinctOrigins(origins);
  if (distinct.length > MOST_EMBED_ORIGINS) throw new TooManyEmbedOrigins(MOST_EMBED_ORIGINS);
  return distinct;
}
