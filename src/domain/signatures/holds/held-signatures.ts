import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../../kernel/calendar-date.js';
import { offsetOf, type Page, type PageRequest } from '../../../kernel/page.js';
import { rows, type Tx } from '../../../platform/database/sql.js';
import type { Held, SignatureState } from '../signature.rules.js';
import type { Matching } from './hold-conditions.js';

/** How many signatures a reason holds. */
export interface ReasonCount {
  readonly reason: string;
  readonly held: Held;
  readonly confirmed: number;
  readonly unconfirmed: number;
}

/** What conditions would hit. */
export interface Preview {
  readonly total: number;
  readonly byState: readonly { readonly state: SignatureState; readonly held: Held; readonly n: number }[];
  readonly byDay: readonly { readonly day: CalendarDate; readonly n: number }[];
  /** The largest, at most twenty; '' stands for those that gave none. */
  readonly byCountry: readonly { readonly country: string; readonly n: number }[];
}

/** A signature as a person looks at it. */
export interface HeldRow {
  readonly id: string;
  readonly day: CalendarDate;
  readonly state: SignatureState;
  readonly held: Held;
  readonly reasons: readonly string[];
  readonly flags: readonly string[];
  readonly country: string | null;
  readonly epoch: number;
  readonly contact: Buffer | null;
}

/** Reads what is held and what conditions would hit; changes nothing. */
@Injectable()
export class HeldSignatures {
  /** A campaign's reasons, the most frequent first; a signature with two reasons is in two lines. */
  async reasons(tx: Tx, campaignId: string): Promise<ReasonCount[]> {
    return rows<ReasonCount>(
      tx,
      `SELECT reason, held, count(*) FILTER (WHERE state = 'confirmed')::integer AS confirmed,
              count(*) FILTER (WHERE state <> 'confirmed')::integer AS unconfirmed
         FROM signature CROSS JOIN LATERAL unnest(hold_reasons) AS reason
        WHERE campaign_id = $1 AND held <> 'no' GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2`,
      [campaignId],
    );
  }

  /** One reading for all four figures, so that they belong together. */
  async preview(tx: Tx, { sql, params }: Matching): Promise<Preview> {
    const found = await rows<{
      state: SignatureState;
      held: Held;
      day: CalendarDate;
      country: string;
      n: number;
    }>(
      tx,
      `SELECT s.state, s.held, s.signed_on::text AS day, coalesce(s.country, '') AS country, count(*)::integer AS n
         FROM signature s WHERE ${sql} GROUP BY 1, 2, 3, 4`,
      [...params],
    );
    const sum = <Key extends string>(keyOf: (row: (typeof found)[number]) => Key) => {
      const sums = new Map<Key, number>();
      for (const row of found) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.n);
      return [...sums].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    };
    return {
      total: found.reduce((total, { n }) => total + n, 0),
      byState: sum(({ state, held }) => `${state} ${held}`).map(([key, n]) => {
        const [state, held] = key.split(' ') as [SignatureState, Held];
        return { state, held, n };
      }),
      byDay: sum(({ day }) => day)
        .map(([day, n]) => ({ day, n }))
        .sort((a, b) => (a.day < b.day ? -1 : 1)),
      byCountry: sum(({ country }) => country)
        .slice(0, 20)
        .map(([country, n]) => ({ country, n })),
    };
  }

  /** The signatures themselves, the newest first. */
  async list(tx: Tx, { sql, params }: Matching, page: PageRequest): Promise<Page<HeldRow>> {
    const items = await rows<HeldRow>(
      tx,
      `SELECT s.id, s.signed_on::text AS day, s.state, s.held, s.hold_reasons AS reasons, s.flags, s.country, s.epoch,
              s.contact FROM signature s WHERE ${sql}
        ORDER BY s.signed_on DESC, s.id LIMIT $${params.length + 1} OFFSET $${params.length + 2}`,
      [...params, page.perPage, offsetOf(page)],
    );
    const [count] = await rows<{ total: number }>(
      tx,
      `SELECT count(*)::integer AS total FROM signature s WHERE ${sql}`,
      [...params],
    );
    return { ...page, items, total: count?.total ?? 0 };
  }
}
