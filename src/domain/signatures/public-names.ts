import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { WebDatabase } from '../../platform/database/web-database.js';

/** A supporter who chose to be seen, as far as chosen. */
export interface PublicName {
  readonly shown: string;
  readonly day: CalendarDate;
}

/** The names that supporters chose to show, as the public web process may read them. */
@Injectable()
export class PublicNames {
  constructor(private readonly db: WebDatabase) {}

  /** The newest day first; within a day in no order that would tell who came when. */
  async list(campaignId: string, request: PageRequest): Promise<Page<PublicName>> {
    const items = await this.db.query<PublicName & Record<string, unknown>>(
      'SELECT shown, day FROM public_name WHERE campaign_id = $1 ORDER BY day DESC, id LIMIT $2 OFFSET $3',
      [campaignId, request.perPage, offsetOf(request)],
    );
    const [count] = await this.db.query<{ total: number }>(
      'SELECT count(*)::integer AS total FROM public_name WHERE campaign_id = $1',
      [campaignId],
    );
    return { items, page: request.page, perPage: request.perPage, total: count?.total ?? 0 };
  }
}
