import { Injectable } from '@nestjs/common';
import { newId, type LaneId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';

/** Office hours in the lane's zone; weekdays as ISO 8601 numbers (1 is Monday). */
export interface LaneWindow {
  readonly from: string;
  readonly until: string;
  readonly weekdays?: readonly number[];
}

/** What a lane is asked to be; what is left out stays as it is (or takes the default of a new lane). */
export interface LaneWish {
  readonly key: string;
  readonly zone?: string;
  readonly window?: LaneWindow;
  /** Messages per hour. */
  readonly rate?: number;
  readonly connections?: number;
}

/** The key of the lane that transactional mail takes. */
export const URGENT_LANE = 'urgent';

/** A lane as the pump needs it. */
export interface LaneRow {
  readonly id: LaneId;
  readonly key: string;
  readonly urgent: boolean;
  readonly connections: number;
  readonly held: boolean;
}

/** Lanes by key and by id. */
@Injectable()
export class LaneStore {
  /** Makes the lane if there is none and sets what the wish names; answers its id. */
  async ensure(tx: Tx, wish: LaneWish): Promise<LaneId> {
    const [found] = await rows<{ id: LaneId }>(tx, 'SELECT id FROM lane WHERE key = $1', [wish.key]);
    const wishes = wish.zone ?? wish.window ?? wish.rate ?? wish.connections;
    if (found && wishes === undefined) return found.id;
    const urgent = wish.key === URGENT_LANE;
    const [made] = await rows<{ id: LaneId }>(
      tx,
      `INSERT INTO lane (id, key, urgent, zone, window_from, window_until, weekdays, rate_per_hour, connections)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::smallint, $10::smallint))
       ON CONFLICT (key) DO UPDATE SET
         zone = coalesce(excluded.zone, lane.zone),
         window_from = coalesce(excluded.window_from, lane.window_from),
         window_until = coalesce(excluded.window_until, lane.window_until),
         weekdays = coalesce(excluded.weekdays, lane.weekdays),
         rate_per_hour = coalesce(excluded.rate_per_hour, lane.rate_per_hour),
         connections = coalesce($9::smallint, lane.connections)
       RETURNING id`,
      [
        newId<'lane'>(),
        wish.key,
        urgent,
        wish.zone ?? null,
        wish.window?.from ?? null,
        wish.window?.until ?? null,
        wish.window?.weekdays ?? null,
        wish.rate ?? null,
        wish.connections ?? null,
        defaultConnections(wish.key),
      ],
    );
    if (!made) throw new Error('the lane was not made');
    return made.id;
  }

  /** The lane, or null; a hold that has run out counts no more. */
  async find(tx: Tx, id: LaneId, now: Date): Promise<LaneRow | null> {
    const [lane] = await rows<LaneRow>(
      tx,
      `SELECT id, key, urgent, connections,
              hold_reason IS NOT NULL AND (held_until IS NULL OR held_until > $2) AS held
         FROM lane WHERE id = $1`,
      [id, now],
    );
    return lane ?? null;
  }

  /** Stops a lane with a reason, until a person or the time releases it. */
  async hold(tx: Tx, id: LaneId, reason: string, now: Date, until: Date | null): Promise<void> {
    await tx.query('UPDATE lane SET hold_reason = $2, held_at = $3, held_until = $4 WHERE id = $1', [
      id,
      reason,
      now,
      until,
    ]);
  }
}

/** Connections of a new lane: letters to one office one after another, mail to many side by side. */
function defaultConnections(key: string): number {
  if (key.startsWith('seat:')) return 1;
  return key === URGENT_LANE ? 16 : 8;
}
