import { Injectable } from '@nestjs/common';
import type { BodyId, CampaignId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { DisclosureLevel } from '../bodies/body.rules.js';

/** What a body is to a campaign. */
export interface CampaignBody {
  readonly bodyId: BodyId;
  readonly adverse: boolean;
  /** What the campaign would tell it; the registry's ceiling still holds. */
  readonly disclosure: DisclosureLevel;
}

/** The bodies a campaign addresses. */
@Injectable()
export class CampaignBodyStore {
  /** In the campaign's order. */
  async list(tx: Tx, campaignId: CampaignId): Promise<CampaignBody[]> {
    return rows<CampaignBody>(
      tx,
      `SELECT body_id AS "bodyId", adverse, disclosure FROM campaign_body WHERE campaign_id = $1 ORDER BY position`,
      [campaignId],
    );
  }

  /** Puts the bodies in place of those before. */
  async replace(tx: Tx, campaignId: CampaignId, bodies: readonly CampaignBody[]): Promise<void> {
    await tx.query('DELETE FROM campaign_body WHERE campaign_id = $1', [campaignId]);
    for (const [position, { bodyId, adverse, disclosure }] of bodies.entries()) {
      await tx.query(
        `INSERT INTO campaign_body (campaign_id, body_id, position, adverse, disclosure) VALUES ($1, $2, $3, $4, $5)`,
        [campaignId, bodyId, position, adverse, disclosure],
      );
    }
  }
}
