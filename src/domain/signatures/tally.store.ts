import { Injectable } from '@nestjs/common';
import { rows, type Tx } from '../../platform/database/sql.js';

/** Any number does, as long as whoever writes the public count takes the same one. */
export const TALLY_LOCK = 7_306_010;

/** One campaign's public count beside what its rows say. */
export interface TallyCheck {
  readonly campaignId: string;
  readonly published: number;
  readonly counted: number;
}

const COUNTED = `SELECT campaign_id, confirmed_on AS day, coalesce(country, '') AS country, count(*)::integer AS confirmed
  FROM signature WHERE state = 'confirmed' AND held = 'no' GROUP BY 1, 2, 3`;

/** SQL over the tallies. Whoever writes holds the advisory lock. */
@Injectable()
export class TallyStore {
  /**
   * Moves what changed since the last time into the public count, with one statement: a change that commits later is
   * found the next time, whatever the order of the commits.
   */
  async fold(tx: Tx, now: Date): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [TALLY_LOCK]);
    await tx.query(
      `WITH gone AS (DELETE FROM tally_delta RETURNING campaign_id, day, country, delta),
            by_day AS (
              INSERT INTO published_tally_day AS t (campaign_id, day, confirmed)
              SELECT campaign_id, day, sum(delta) FROM gone GROUP BY 1, 2
              ON CONFLICT (campaign_id, day) DO UPDATE SET confirmed = t.confirmed + EXCLUDED.confirmed),
            by_country AS (
              INSERT INTO tally_country AS t (campaign_id, country, confirmed)
              SELECT campaign_id, country, sum(delta) FROM gone GROUP BY 1, 2
              ON CONFLICT (campaign_id, country) DO UPDATE SET confirmed = t.confirmed + EXCLUDED.confirmed)
       INSERT INTO published_tally AS t (campaign_id, confirmed, as_of)
       SELECT campaign_id, sum(delta), $1::timestamptz FROM gone GROUP BY 1
       ON CONFLICT (campaign_id) DO UPDATE SET confirmed = t.confirmed + EXCLUDED.confirmed, as_of = EXCLUDED.as_of`,
      [now],
    );
    await tx.query(
      `UPDATE published_tally SET as_of = $1::timestamptz WHERE as_of < $1::timestamptz - interval '1 minute'`,
      [now],
    );
  }

  /** What the public count will be once everything is folded, beside the rows; for a snapshot that sees both. */
  check(tx: Tx): Promise<TallyCheck[]> {
    return rows<TallyCheck>(
      tx,
      `WITH published AS (
         SELECT campaign_id, sum(confirmed)::integer AS confirmed FROM (
           SELECT campaign_id, confirmed FROM published_tally
           UNION ALL SELECT campaign_id, delta FROM tally_delta) AS part GROUP BY 1),
       counted AS (SELECT campaign_id, sum(confirmed)::integer AS confirmed FROM (${COUNTED}) AS c GROUP BY 1)
       SELECT campaign_id AS "campaignId", coalesce(published.confirmed, 0) AS published,
              coalesce(counted.confirmed, 0) AS counted
         FROM published FULL JOIN counted USING (campaign_id) ORDER BY 1`,
    );
  }

  /** Writes the public count anew from the rows; for a snapshot, since the changes it deletes must be those it counts. */
  async rebuild(tx: Tx, now: Date): Promise<void> {
    for (const table of ['tally_delta', 'published_tally', 'published_tally_day', 'tally_country']) {
      await tx.query(`DELETE FROM ${table}`);
    }
    await tx.query(
      `WITH counted AS MATERIALIZED (${COUNTED}),
            by_day AS (INSERT INTO published_tally_day SELECT campaign_id, day, sum(confirmed) FROM counted GROUP BY 1, 2),
            by_country AS (INSERT INTO tally_country SELECT campaign_id, country, sum(confirmed) FROM counted GROUP BY 1, 2)
       INSERT INTO published_tally SELECT campaign_id, sum(confirmed), $1::timestamptz FROM counted GROUP BY 1`,
      [now],
    );
  }
}
