import { Injectable } from '@nestjs/common';
import { WebDatabase } from '../../platform/database/web-database.js';
import type { CampaignPicture } from './campaign-look.js';
import type { PublishedCampaign, PublishedState, PublishedTexts } from './published-campaign.js';

/** A campaign as lists know it: what it is called in each of its languages. */
export interface CataloguedCampaign extends Pick<PublishedCampaign, 'slug' | 'defaultLocale' | 'etag'> {
  readonly state: Exclude<PublishedState, 'archived'>;
  readonly texts: Readonly<Record<string, Pick<PublishedTexts, 'title' | 'summary'>>>;
  /** As it is shown in lists; null: there is none. */
  readonly picture: CampaignPicture | null;
}

/** Lists are held in memory whole: beyond this, the oldest are found by their address alone. */
const MOST_CATALOGUED = 5_000;

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

  /** Every public campaign with the keys of the bodies it addresses, those opened first first. */
  async addressing(): Promise<{ readonly slug: string; readonly bodies: readonly string[] }[]> {
    return this.db.query<{ slug: string; bodies: string[] }>(
      `SELECT slug, ARRAY(SELECT body->>'key'
                            FROM jsonb_array_elements(document->'texts'->default_locale->'bodies') AS body) AS bodies
         FROM published_campaign ORDER BY opened_at, slug`,
    );
  }

  /** Every campaign that lists name, those opened last first. */
  catalogue(): Promise<CataloguedCampaign[]> {
    return this.db.query<CataloguedCampaign & Record<string, unknown>>(
      `SELECT slug, state, default_locale AS "defaultLocale", etag,
              (SELECT jsonb_object_agg(key, jsonb_build_object('title', value->'title', 'summary', value->'summary'))
                 FROM jsonb_each(document->'texts')) AS texts,
              jsonb_set(document #> '{face,look,picture}', '{files}',
                jsonb_path_query_array(document, '$.face.look.picture.files[*] ? (@.use == "list")')) AS picture
         FROM published_campaign WHERE state IN ('open', 'paused', 'closed')
        ORDER BY opened_at DESC, slug LIMIT ${MOST_CATALOGUED}`,
    );
  }
}

type Row = PublishedCampaign & Record<string, unknown>;
