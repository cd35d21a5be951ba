import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { EVER_CONFIRMED } from './tally-comparison.js';

/** Any number does, as long as whoever writes the public count takes the same one. */
export const TALLY_LOCK = 7_306_010;

const explanation = ['withdrawn', 'aside', 'withdrawn_gone', 'aside_gone'];

/** SQL over the tallies. Whoever writes holds the advisory lock. */
@Injectable()
export class TallyStore {
  /**
   * Moves what changed since the last time into the public count and what explains it, with one statement: a change
   * that commits later is found the next time, whatever the order of the commits.
   */
  async fold(tx: Tx, now: Date): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [TALLY_LOCK]);
    await tx.query(
      `WITH gone AS (DELETE FROM tally_delta RETURNING campaign_id, day, country, delta, ${explanation.join(', ')}),
            by_day AS (
              INSERT INTO published_tally_day AS t (campaign_id, day, confirmed)
              SELECT campaign_id, day, sum(delta) FROM gone GROUP BY 1, 2 HAVING sum(delta) <> 0
              ON CONFLICT (campaign_id, day) DO UPDATE SET confirmed = t.confirmed + EXCLUDED.confirmed),
            by_country AS (
              INSERT INTO tally_country AS t (campaign_id, country, confirmed)
              SELECT campaign_id, country, sum(delta) FROM gone GROUP BY 1, 2 HAVING sum(delta) <> 0
              ON CONFLICT (campaign_id, country) DO UPDATE SET confirmed = t.confirmed + EXCLUDED.confirmed),
            explained AS (
              INSERT INTO tally_explanation AS t (campaign_id, ${explanation.join(', ')})
              SELECT campaign_id, ${explanation.map((column) => `sum(${column})`).join(', ')} FROM gone GROUP BY 1
              HAVING ${explanation.map((column) => `sum(${column}) <> 0`).join(' OR ')}
              ON CONFLICT (campaign_id) DO UPDATE SET
                ${explanation.map((column) => `${column} = t.${column} + EXCLUDED.${column}`).join(', ')})
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

  /**
   * Writes the public count and its explanation anew from the rows, and of rows that are gone from what is remembered of
   * them. For a snapshot, since the changes it folds must be those it counts.
   */
  async rebuild(tx: Tx, now: Date): Promise<void> {
    await this.fold(tx, now);
    for (const table of ['published_tally', 'published_tally_day', 'tally_country']) {
      await tx.query(`DELETE FROM ${table}`);
    }
    await tx.query('UPDATE tally_explanation SET withdrawn = withdrawn_gone, aside = aside_gone');
    await tx.query(
      `WITH ever AS MATERIALIZED (${EVER_CONFIRMED}),
            by_day AS (
              INSERT INTO published_tally_day SELECT campaign_id, day, sum(confirmed) FROM ever GROUP BY 1, 2
              HAVING sum(confirmed) > 0),
            by_country AS (
              INSERT INTO tally_country SELECT campaign_id, country, sum(confirmed) FROM ever GROUP BY 1, 2
              HAVING sum(confirmed) > 0),
            explained AS (
              INSERT INTO tally_explanation AS t (campaign_id, ${explanation.join(', ')})
              SELECT campaign_id, sum(withdrawn), sum(aside), 0, 0 FROM ever GROUP BY 1
              HAVING sum(withdrawn) > 0 OR sum(aside) > 0
              ON CONFLICT (campaign_id) DO UPDATE SET
                withdrawn = t.withdrawn + EXCLUDED.withdrawn, aside = t.aside + EXCLUDED.aside)
       INSERT INTO published_tally SELECT campaign_id, sum(confirmed), $1::timestamptz FROM ever GROUP BY 1`,
      [now],
    );
  }
}
