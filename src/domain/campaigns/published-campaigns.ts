import { Injectable } from '@nestjs/common';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { WebDatabase } from '../../platform/database/web-database.js';
import type { PublishedCampaign } from './published-campaign.js';

const COLUMNS = `id, slug, state, locales, default_locale AS "defaultLocale", text_version AS "textVersion",
  goal, embed_origins AS "embedOrigins", neutral, document, etag, (SELECT rests FROM published_signing) AS "signingRests"`;

/** The campaigns as the public web process may read them: the projection, nothing behind it. */
@Injectable()
export class PublishedCampaigns {
  constructor(private readonly db: WebDatabase) {}

  /** The campaign of a slug, or null where there is none with public pages. */
  async find(slug: string): Promise<PublishedCampaign | null> {
    const [campaign] = await this.db.query<Row>(`SELECT ${COLUMNS} FROM published_campaign WHERE slug = $1`, [
      slug,
    ]);
    return campaign ?? null;
  }

  /** The campaign of an id, or null: what a token's answer names. */
  async findById(id: string): Promise<PublishedCampaign | null> {
    const [campaign] = await this.db.query<Row>(`SELECT ${COLUMNS} FROM published_campaign WHERE id = $1`, [
      id,
    ]);
    return campaign ?? null;
  }

  /** Open and paused campaigns, those opened last first. */
  async list(request: PageRequest): Promise<Page<PublishedCampaign>> {
    const items = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM published_campaign WHERE state IN ('open', 'paused')
        ORDER BY opened_at DESC, slug LIMIT $1 OFFSET $2`,
      [request.perPage, offsetOf(request)],
    );
    const [count] = await this.db.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM published_campaign WHERE state IN ('open', 'paused')`,
    );
    return { items, page: request.page, perPage: request.perPage, total: count?.total ?? 0 };
  }
}

type Row = PublishedCampaign & Record<string, unknown>;
