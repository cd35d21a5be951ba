import { Injectable } from '@nestjs/common';
import { type CampaignId, newId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { CampaignFace } from './campaign-face.js';
import type { CampaignContent } from './campaign-content.js';
import { CampaignNotFound, CampaignStateConflict } from './campaign.errors.js';
import type { CampaignState } from './campaign.rules.js';
import type { PublishedAnniversary } from './published-campaign.js';
import type { RecordSection } from './record-section.js';

/** A campaign without its texts. */
export interface Campaign {
  readonly id: CampaignId;
  readonly slug: string;
  readonly state: CampaignState;
  readonly locales: readonly string[];
  readonly defaultLocale: string;
  readonly versionId: string | null;
  readonly goal: number | null;
  readonly neutralMail: boolean;
  readonly reminder: boolean;
  readonly embedOrigins: readonly string[];
  readonly anniversaries: readonly PublishedAnniversary[];
  readonly face: CampaignFace;
  /** Endorsements and updates as the file has them. */
  readonly record: RecordSection;
  readonly fileSha256: string | null;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
}

/** What a campaign says now, and the sha256 that names it. */
export interface CampaignVersion {
  readonly id: string;
  readonly number: number;
  readonly content: CampaignContent;
  readonly sha256: string;
}

const CAMPAIGN = `SELECT id, slug, state, locales, default_locale AS "defaultLocale", version_id AS "versionId", goal,
  neutral_mail AS "neutralMail", reminder, embed_origins AS "embedOrigins", anniversaries, face, record,
  file_sha256 AS "fileSha256", opened_at AS "openedAt",
  closed_at AS "closedAt" FROM campaign`;

/** Campaigns and their text versions. */
@Injectable()
export class CampaignStore {
  async findBySlug(tx: Tx, slug: string): Promise<Campaign | null> {
    const [campaign] = await rows<Campaign>(tx, `${CAMPAIGN} WHERE slug = $1`, [slug]);
    return campaign ?? null;
  }

  /** Throws CampaignNotFound. */
  async getBySlug(tx: Tx, slug: string): Promise<Campaign> {
    const campaign = await this.findBySlug(tx, slug);
    if (!campaign) throw new CampaignNotFound(slug);
    return campaign;
  }

  /** Throws CampaignNotFound. */
  async get(tx: Tx, id: CampaignId): Promise<Campaign> {
    const [campaign] = await rows<Campaign>(tx, `${CAMPAIGN} WHERE id = $1`, [id]);
    if (!campaign) throw new CampaignNotFound(id);
    return campaign;
  }

  /** The campaign, locked until the transaction ends. Throws CampaignNotFound. */
  async lockBySlug(tx: Tx, slug: string): Promise<Campaign> {
    const [campaign] = await rows<Campaign>(tx, `${CAMPAIGN} WHERE slug = $1 FOR UPDATE`, [slug]);
    if (!campaign) throw new CampaignNotFound(slug);
    return campaign;
  }

  /** Every campaign, by slug; with an organizer's id only those in which that person has a role. */
  async list(tx: Tx, of: string | null = null): Promise<Campaign[]> {
    return rows<Campaign>(
      tx,
      `${CAMPAIGN} WHERE $1::uuid IS NULL
         OR EXISTS (SELECT 1 FROM membership WHERE campaign_id = campaign.id AND organizer_id = $1)
       ORDER BY slug`,
      [of],
    );
  }

  /** Makes the campaign as a draft unless its slug is taken; answers it locked, and whether it is new. */
  async ensure(
    tx: Tx,
    draft: { slug: string; locales: readonly string[]; defaultLocale: string },
    now: Date,
  ): Promise<{ campaign: Campaign; isNew: boolean }> {
    const made = await rows(
      tx,
      `INSERT INTO campaign (id, slug, state, locales, default_locale, neutral_mail, anniversaries, created_at)
       VALUES ($1, $2, 'draft', $3, $4, false, '[]', $5) ON CONFLICT (slug) DO NOTHING RETURNING id`,
      [newId<'campaign'>(), draft.slug, draft.locales, draft.defaultLocale, now],
    );
    return { campaign: await this.lockBySlug(tx, draft.slug), isNew: made.length > 0 };
  }

  /** Writes what the file says beside the texts. The campaign has to be locked. */
  async settle(
    tx: Tx,
    campaign: Pick<
      Campaign,
      | 'id'
      | 'locales'
      | 'defaultLocale'
      | 'versionId'
      | 'goal'
      | 'neutralMail'
      | 'reminder'
      | 'anniversaries'
      | 'face'
      | 'record'
      | 'fileSha256'
    >,
  ): Promise<void> {
    await tx.query(
      `UPDATE campaign SET locales = $2, default_locale = $3, version_id = $4, goal = $5, neutral_mail = $6,
         anniversaries = $7, file_sha256 = $8, reminder = $9, face = $10, record = $11 WHERE id = $1`,
      [
        campaign.id,
        campaign.locales,
        campaign.defaultLocale,
        campaign.versionId,
        campaign.goal,
        campaign.neutralMail,
        JSON.stringify(campaign.anniversaries),
        campaign.fileSha256,
        campaign.reminder,
        JSON.stringify(campaign.face),
        JSON.stringify(campaign.record),
      ],
    );
  }

  /** Which origins may frame the form. The campaign has to be locked. */
  async setEmbedOrigins(tx: Tx, id: CampaignId, origins: readonly string[]): Promise<void> {
    await tx.query('UPDATE campaign SET embed_origins = $2 WHERE id = $1', [id, origins]);
  }

  /** What its pages ask and offer, and how they look. The campaign has to be locked. */
  async setFace(tx: Tx, id: CampaignId, face: CampaignFace): Promise<void> {
    await tx.query('UPDATE campaign SET face = $2 WHERE id = $1', [id, JSON.stringify(face)]);
  }

  /** A guarded step; throws CampaignStateConflict when somebody was faster. */
  async move(tx: Tx, campaign: Campaign, to: CampaignState, now: Date): Promise<void> {
    const moved = await changed(
      tx,
      `UPDATE campaign SET state = $3,
         opened_at = CASE WHEN $3 = 'open' THEN coalesce(opened_at, $4) ELSE opened_at END,
         closed_at = CASE WHEN $3 = 'closed' THEN $4 ELSE closed_at END
       WHERE id = $1 AND state = $2`,
      [campaign.id, campaign.state, to, now],
    );
    if (moved === 0) throw new CampaignStateConflict(campaign.slug, campaign.state, to);
  }

  /** The current version. Throws CampaignNotFound where there is none yet. */
  async version(tx: Tx, campaignId: CampaignId): Promise<CampaignVersion> {
    const [version] = await rows<CampaignVersion>(
      tx,
      `SELECT v.id, v.number, v.content, v.sha256 FROM campaign c JOIN campaign_version v ON v.id = c.version_id
        WHERE c.id = $1`,
      [campaignId],
    );
    if (!version) throw new CampaignNotFound(campaignId);
    return version;
  }

  /** The version of a content: the one that said exactly this before, or a new one. */
  async ensureVersion(
    tx: Tx,
    version: { campaignId: CampaignId; content: CampaignContent; sha256: string },
    now: Date,
  ): Promise<{ id: string; isNew: boolean }> {
    const { campaignId, content, sha256 } = version;
    const [made] = await rows<{ id: string }>(
      tx,
      `INSERT INTO campaign_version (id, campaign_id, number, content, sha256, created_at)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5 FROM campaign_version WHERE campaign_id = $2
       ON CONFLICT (campaign_id, sha256) DO NOTHING RETURNING id`,
      [newId<'campaign-version'>(), campaignId, JSON.stringify(content), sha256, now],
    );
    if (made) return { id: made.id, isNew: true };
    const [found] = await rows<{ id: string }>(
      tx,
      'SELECT id FROM campaign_version WHERE campaign_id = $1 AND sha256 = $2',
      [campaignId, sha256],
    );
    if (!found) throw new CampaignNotFound(campaignId);
    return { id: found.id, isNew: false };
  }
}
