import { Injectable } from '@nestjs/common';
import type { CampaignId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { PictureFile } from '../../platform/pictures/encode-picture.js';

/** The files of campaigns' pictures. */
@Injectable()
export class PictureStore {
  /** These are the campaign's from now on, and what was there before is gone. The campaign has to be locked. */
  async replace(tx: Tx, campaignId: CampaignId, files: readonly PictureFile[]): Promise<void> {
    await tx.query('DELETE FROM campaign_picture WHERE campaign_id = $1', [campaignId]);
    for (const { name, type, body } of files) {
      await tx.query(`INSERT INTO campaign_picture (name, campaign_id, type, body) VALUES ($1, $2, $3, $4)`, [
        name,
        campaignId,
        type,
        body,
      ]);
    }
  }

  /** A file of the campaign by its name, or null. */
  async find(
    tx: Tx,
    campaignId: CampaignId,
    name: string,
  ): Promise<Pick<PictureFile, 'type' | 'body'> | null> {
    const [file] = await rows<Pick<PictureFile, 'type' | 'body'>>(
      tx,
      'SELECT type, body FROM campaign_picture WHERE campaign_id = $1 AND name = $2',
      [campaignId, name],
    );
    return file ?? null;
  }
}
