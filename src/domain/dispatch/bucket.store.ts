import { Injectable } from '@nestjs/common';
import type { LaneId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';

/** SQL over `bucket`: the theoretical arrival time of each lane that has a pace. */
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

  /** Writes what was granted. */
  async advance(tx: Tx, lane: LaneId, tat: Date): Promise<void> {
    await tx.query('UPDATE bucket SET tat = $2 WHERE key = $1', [`lane:${lane}`, tat]);
  }
}
