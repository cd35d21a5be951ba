import { Injectable } from '@nestjs/common';
import type { LaneId } from '../../kernel/id.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { Limit, LimitDimension } from './limit.rules.js';

/** A limit to be set; of a warm-up also how it grows. */
export interface LimitWish {
  readonly key: string;
  readonly dimension: LimitDimension;
  readonly ratePerHour: number;
  readonly burst: number;
  readonly warmUp?: { readonly since: string; readonly firstDay: number; readonly growth: number };
}

const COLUMNS = `key, dimension, rate_per_hour AS "ratePerHour", burst, tat, warm_up_since::text AS since,
  warm_up_first_day AS "firstDay", warm_up_growth AS growth`;

/** Which limits can stop mail of any lane before it is opened: a provider's shows only then. */
const BEFORE_OPENING: readonly LimitDimension[] = ['relay', 'warm_up', 'campaign', 'batch'];

/** SQL over `bucket`: the limits, and the theoretical arrival time of each and of each lane that has a pace. */
@Injectable()
export class BucketStore {
  /** A lane's `tat`, locked until the transaction ends, so that pumps of two processes grant one after the other. */
  async lock(tx: Tx, lane: LaneId, now: Date): Promise<Date> {
    const key = `lane:${lane}`;
    await tx.query(
      `INSERT INTO bucket (key, dimension, rate_per_hour, tat) VALUES ($1, 'lane', 1, $2) ON CONFLICT (key) DO NOTHING`,
      [key, now],
    );
    const [bucket] = await rows<{ tat: Date }>(tx, 'SELECT tat FROM bucket WHERE key = $1 FOR UPDATE', [key]);
    return bucket?.tat ?? now;
  }

  /** Writes what was granted to a lane. */
  async advance(tx: Tx, lane: LaneId, tat: Date): Promise<void> {
    await this.write(tx, new Map([[`lane:${lane}`, tat]]));
  }

  /** Whether anything but the lanes' own paces limits mail before it is opened. */
  async limitsSomething(tx: Tx): Promise<boolean> {
    const found = await rows(tx, 'SELECT 1 FROM bucket WHERE dimension = ANY ($1) LIMIT 1', [BEFORE_OPENING]);
    return found.length > 0;
  }

  /** The limits that count before mail is opened, locked in the order of their keys. */
  async lockLimits(tx: Tx): Promise<Limit[]> {
    return rows(tx, `SELECT ${COLUMNS} FROM bucket WHERE dimension = ANY ($1) ORDER BY key FOR UPDATE`, [
      BEFORE_OPENING,
    ]);
  }

  /** The providers that have a limit. */
  async limitedProviders(tx: Tx): Promise<string[]> {
    const found = await rows<{ key: string }>(tx, `SELECT key FROM bucket WHERE dimension = 'provider'`);
    return found.map(({ key }) => key.slice('provider:'.length));
  }

  /** Some limits by their keys, locked in the order of these; one that was lifted meanwhile is missing. */
  async lockThese(tx: Tx, keys: readonly string[]): Promise<Limit[]> {
    return rows(
      tx,
      `SELECT ${COLUMNS} FROM bucket WHERE key = ANY ($1) AND dimension <> 'lane' ORDER BY key FOR UPDATE`,
      [keys],
    );
  }

  /** Writes how some buckets stand. */
  async write(tx: Tx, tats: ReadonlyMap<string, Date>): Promise<void> {
    if (tats.size === 0) return;
    await tx.query(
      `UPDATE bucket SET tat = u.tat FROM unnest($1::text[], $2::timestamptz[]) AS u (key, tat) WHERE bucket.key = u.key`,
      [[...tats.keys()], [...tats.values()]],
    );
  }

  /** Sets a limit; one that is there keeps what left under it. */
  async set(tx: Tx, { key, dimension, ratePerHour, burst, warmUp }: LimitWish, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO bucket (key, dimension, rate_per_hour, burst, tat, warm_up_since, warm_up_first_day, warm_up_growth)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (key) DO UPDATE SET rate_per_hour = excluded.rate_per_hour, burst = excluded.burst,
         tat = least(bucket.tat, $5 + make_interval(secs => 3600.0 * excluded.burst / excluded.rate_per_hour)),
         warm_up_since = excluded.warm_up_since, warm_up_first_day = excluded.warm_up_first_day,
         warm_up_growth = excluded.warm_up_growth`,
      [
        key,
        dimension,
        ratePerHour,
        burst,
        now,
        warmUp?.since ?? null,
        warmUp?.firstDay ?? null,
        warmUp?.growth ?? null,
      ],
    );
  }

  /** A provider's limit changed: what waits for it is looked at anew. */
  async hurryWaiting(tx: Tx, provider: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE message SET next_attempt_at = $2
        WHERE id IN (SELECT message_id FROM queue) AND state = 'ready' AND provider = $1`,
      [provider, now],
    );
  }

  /** Takes a limit away; answers whether there was one. */
  async lift(tx: Tx, key: string): Promise<boolean> {
    return (
      (await changed(tx, `DELETE FROM bucket WHERE key = $1 AND dimension <> 'lane' RETURNING 1`, [key])) > 0
    );
  }

  /** A page of the limits, by their keys. */
  async list(tx: Tx, page: PageRequest): Promise<Page<Limit>> {
    const items = await rows<Limit>(
      tx,
      `SELECT ${COLUMNS} FROM bucket WHERE dimension <> 'lane' ORDER BY key LIMIT $1 OFFSET $2`,
      [page.perPage, offsetOf(page)],
    );
    const [count] = await rows<{ total: number }>(
      tx,
      `SELECT count(*)::integer AS total FROM bucket WHERE dimension <> 'lane'`,
    );
    return { ...page, items, total: count?.total ?? 0 };
  }
}
