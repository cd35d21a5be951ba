import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CampaignId } from '../../kernel/id.js';
import { canonicalJson, type Json } from '../../kernel/json.js';
import type { Tx } from '../../platform/database/sql.js';
import { BodyStore } from '../bodies/body.store.js';
import { CampaignBodyStore } from './campaign-body.store.js';
import { isPublic } from './campaign.rules.js';
import { CampaignStore } from './campaign.store.js';
import { DemandStore } from './demand.store.js';
import { IncidentStore } from './incident.store.js';
import { publishedDocument } from './published-document.js';
import { RecordStore } from './record.store.js';

/** Rewrites what the public web process may read of a campaign; run by every verb that changes what is shown. */
@Injectable()
export class PublishCampaign {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly demands: DemandStore,
    private readonly incidents: IncidentStore,
    private readonly campaignBodies: CampaignBodyStore,
    private readonly bodies: BodyStore,
    private readonly record: RecordStore,
  ) {}

  /** Joins the caller's transaction; a campaign without public pages has no row. */
  async run(tx: Tx, campaignId: CampaignId): Promise<void> {
    const campaign = await this.campaigns.get(tx, campaignId);
    if (!isPublic(campaign.state)) {
      await tx.query('DELETE FROM published_campaign WHERE id = $1', [campaignId]);
      return;
    }
    const version = await this.campaigns.version(tx, campaignId);
    const addressed = await this.campaignBodies.list(tx, campaignId);
    const known = await this.bodies.listOf(
      tx,
      addressed.map(({ bodyId }) => bodyId),
    );
    const document = publishedDocument({
      locales: campaign.locales,
      content: version.content,
      demands: await this.demands.list(tx, campaignId),
      timeline: await this.incidents.list(tx, campaignId),
      bodies: addressed.flatMap((entry) => {
        const body = known.find(({ id }) => id === entry.bodyId);
        return body ? [{ ...entry, body }] : [];
      }),
      anniversaries: campaign.anniversaries,
      face: campaign.face,
      record: {
        endorsements: campaign.record.endorsements,
        updates: [...campaign.record.updates].sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : 0)),
        answers: await this.record.answers(tx, campaignId),
        letters: await this.record.letters(tx, campaignId),
        changes: await this.record.changes(tx, campaignId),
      },
    });
    const shown = {
      slug: campaign.slug,
      state: campaign.state,
      locales: campaign.locales,
      defaultLocale: campaign.defaultLocale,
      textVersion: version.sha256,
      goal: campaign.goal,
      embedOrigins: campaign.embedOrigins,
      neutral: campaign.neutralMail,
      document,
    };
    await tx.query(
      `INSERT INTO published_campaign (id, slug, state, locales, default_locale, text_version, goal, document, etag,
                                       opened_at, embed_origins, neutral)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, locales = excluded.locales,
         default_locale = excluded.default_locale, text_version = excluded.text_version, goal = excluded.goal,
         document = excluded.document, etag = excluded.etag, embed_origins = excluded.embed_origins,
         neutral = excluded.neutral`,
      [
        campaignId,
        shown.slug,
        shown.state,
        shown.locales,
        shown.defaultLocale,
        shown.textVersion,
        shown.goal,
        JSON.stringify(document),
        etagOf(shown),
        campaign.openedAt,
        shown.embedOrigins,
        shown.neutral,
      ],
    );
  }
}

function etagOf(shown: object): string {
  const text = canonicalJson(JSON.parse(JSON.stringify(shown)) as Json);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
