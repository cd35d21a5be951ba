import { Injectable } from '@nestjs/common';
import { newId, type LaneId } from '../../kernel/id.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { Pace } from './pace.rules.js';

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

/** The key of the lane of what leaves for organizers even before a test mail has arrived: sign-in links, the test itself. */
export const ORGANIZERS_LANE = 'organizers';

/** Whether a lane is pumped before all bulk mail. */
export function isUrgentLane(key: string): boolean {
  return key === URGENT_LANE || key === ORGANIZERS_LANE;
}

/** A lane as the pump needs it. */
export interface LaneRow {
  readonly id: LaneId;
  readonly key: string;
  readonly urgent: boolean;
  readonly connections: number;
  readonly held: boolean;
  readonly pace: Pace;
  /** How many messages it may begin in all; null: as many as there are. */
  readonly total: number | null;
  /** How many it has begun; counted while it has a total. */
  readonly begun: number;
}

/** A lane as operators see it; `waiting` counts messages that are ready. */
export interface ListedLane extends LaneRow {
  readonly holdReason: string | null;
  readonly heldUntil: Date | null;
  readonly waiting: number;
}

/** Of a LaneRow; `$1` is the present instant. */
const columns = `id, key, urgent, connections,
  hold_reason IS NOT NULL AND (held_until IS NULL OR held_until > $1) AS held,
  json_build_object('zone', zone, 'windowFrom', window_from, 'windowUntil', window_until, 'weekdays', weekdays,
    'ratePerHour', rate_per_hour, 'burst', burst, 'spacingSeconds', spacing_seconds,
    'jitterSeconds', jitter_seconds) AS pace, total_cap AS total, begun`;

/** Lanes by key and by id. */
@Injectable()
export class LaneStore {
  /** Makes the lane if there is none and sets what the wish names; answers its id. */
  async ensure(tx: Tx, wish: LaneWish): Promise<LaneId> {
    const [found] = await rows<{ id: LaneId }>(tx, 'SELECT id FROM lane WHERE key = $1', [wish.key]);
    const wishes = wish.zone ?? wish.window ?? wish.rate ?? wish.connections;
    if (found && wishes === undefined) return found.id;
    const urgent = isUrgentLane(wish.key);
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
    const [lane] = await rows<LaneRow>(tx, `SELECT ${columns} FROM lane WHERE id = $2`, [now, id]);
    return lane ?? null;
  }

  /** The lane of a key, or null. */
  async findByKey(tx: Tx, key: string, now: Date): Promise<LaneRow | null> {
    const [lane] = await rows<LaneRow>(tx, `SELECT ${columns} FROM lane WHERE key = $2`, [now, key]);
    return lane ?? null;
  }

  /** A page of all lanes, by their keys. */
  async list(tx: Tx, page: PageRequest, now: Date): Promise<Page<ListedLane>> {
    const items = await rows<ListedLane>(
      tx,
      `SELECT ${columns}, hold_reason AS "holdReason", held_until AS "heldUntil",
              (SELECT count(*)::integer FROM queue q WHERE q.lane_id = lane.id) AS waiting
         FROM lane ORDER BY key LIMIT $2 OFFSET $3`,
      [now, page.perPage, offsetOf(page)],
    );
    const [count] = await rows<{ total: number }>(tx, 'SELECT count(*)::integer AS total FROM lane');
    return { ...page, items, total: count?.total ?? 0 };
  }

  /** Gives a lane another pace, whole. */
  async setPace(tx: Tx, id: LaneId, pace: Pace): Promise<void> {
    await tx.query(
      `UPDATE lane SET zone = $2, window_from = $3, window_until = $4, weekdays = $5, rate_per_hour = $6, burst = $7,
                       spacing_seconds = $8, jitter_seconds = $9 WHERE id = $1`,
      [
        id,
        pace.zone,
        pace.windowFrom,
        pace.windowUntil,
        pace.weekdays,
        pace.ratePerHour,
        pace.burst,
        pace.spacingSeconds,
        pace.jitterSeconds,
      ],
    );
  }

  /** Sets how many messages a lane may begin in all, or (null) takes the end away; what it has begun counts. */
  async setTotal(tx: Tx, id: LaneId, total: number | null): Promise<void> {
    await tx.query(
      `UPDATE lane SET total_cap = $2, begun = CASE WHEN total_cap IS NOT NULL THEN begun ELSE
              (SELECT count(*) FROM message m WHERE m.lane_id = lane.id AND m.attempts > 0) END WHERE id = $1`,
      [id, total],
    );
  }

  /** How many more messages a lane may begin, locked until the transaction ends; null without a total. */
  async lockRest(tx: Tx, id: LaneId): Promise<number | null> {
    const [lane] = await rows<{ rest: number | null }>(
      tx,
      'SELECT greatest(0, total_cap - begun) AS rest FROM lane WHERE id = $1 AND total_cap IS NOT NULL FOR UPDATE',
      [id],
    );
    return lane?.rest ?? null;
  }

  /** Counts messages that were begun; below zero: given back untried. */
  async countBegun(tx: Tx, id: LaneId, count: number): Promise<void> {
    if (count !== 0) await tx.query('UPDATE lane SET begun = begun + $2 WHERE id = $1', [id, count]);
  }

  /** Lets a held lane send again; answers whether it was held. */
  async release(tx: Tx, id: LaneId): Promise<boolean> {
    const released = await changed(
      tx,
      `UPDATE lane SET hold_reason = NULL, held_at = NULL, held_until = NULL
        WHERE id = $1 AND hold_reason IS NOT NULL RETURNING 1`,
      [id],
    );
    return released > 0;
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

/** The most that an `SMTP_URL` may name: what it says bounds mail to many, not its lane. */
const UNBOUNDED = 200;

/** Connections of a new lane: letters to one office one after another, mail to many side by side. */
function defaultConnections(key: string): number {
  if (key.startsWith('seat:')) return 1;
  if (key.startsWith('supporters:')) return UNBOUNDED;
  if (key === ORGANIZERS_LANE) return 2;
  return 32;
}
