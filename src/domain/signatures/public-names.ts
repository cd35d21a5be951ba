import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { WebDatabase } from '../../platform/database/web-database.js';

/** A supporter who chose to be seen, as far as chosen. */
export interface PublicName {
  readonly shown: string;
  readonly day: CalendarDate;
}

/** The newest names, and whether there are others. */
export interface NewestNames {
  readonly items: readonly PublicName[];
  readonly more: boolean;
}

type Row = PublicName & Record<string, unknown>;

const NEWEST =
  'SELECT shown, day FROM public_name WHERE campaign_id = $1 ORDER BY day DESC, id LIMIT $2 OFFSET $3';

/** So many names can be leafed through: enough to be read, and a bounded amount of work for whoever asks. */
export const MOST_NAMES = 5_000;

/** The names that supporters chose to show, as the public web process may read them. */
@Injectable()
export class PublicNames {
  constructor(private readonly db: WebDatabase) {}

  /** The newest day first; within a day in no order that would tell who came when. */
  async newest(campaignId: string, most: number): Promise<NewestNames> {
    const found = await this.db.query<Row>(NEWEST, [campaignId, most + 1, 0]);
    return { items: found.slice(0, most), more: found.length > most };
  }

  /** One page of the newest 5,000, in the same order; `total` counts no further than these. */
  async list(campaignId: string, request: PageRequest): Promise<Page<PublicName>> {
    const offset = Math.min(offsetOf(request), MOST_NAMES);
    const items = await this.db.query<Row>(NEWEST, [
      campaignId,
      Math.min(request.perPage, MOST_NAMES - offset),
      offset,
    ]);
    const [count] = await this.db.query<{ total: number }>(
      `SELECT count(*)::integer AS total
         FROM (SELECT FROM public_name WHERE campaign_id = $1 LIMIT ${MOST_NAMES}) AS newest`,
      [campaignId],
    );
    return { items, page: request.page, perPage: request.perPage, total: count?.total ?? 0 };
  }
}
