import type { Tx } from '../../platform/database/sql.js';
import { rows } from '../../platform/database/sql.js';
import { laneKindOf, type LaneKind } from './lane-kind.rules.js';

/** Counts of the whole ledger, summed by kind of lane: nothing in them tells of a person, a campaign or a seat. */
export interface LedgerFigures {
  /** What waits, is leased or in doubt; and what ended in the last seven days, whose times are still kept. */
  readonly messages: readonly {
    readonly lane: LaneKind;
    readonly state: string;
    readonly outcome: string;
    readonly count: number;
  }[];
  /** Seconds since the message that is due longest was due, where any is. */
  readonly oldestDue: readonly { readonly lane: LaneKind; readonly seconds: number }[];
  readonly lanes: readonly { readonly lane: LaneKind; readonly held: boolean; readonly count: number }[];
  readonly batches: readonly { readonly state: string; readonly count: number }[];
  /** Reports of the last seven days. */
  readonly inbound: readonly { readonly kind: string; readonly count: number }[];
}

/** Each part by its own index; old messages, of which only the day is left, are not looked at. */
const MESSAGES = `
  SELECT l.key, m.state, m.outcome, m.count, m.oldest FROM (
    SELECT lane_id, state, coalesce(outcome, '') AS outcome, count(*)::integer AS count,
           min(next_attempt_at) FILTER (WHERE state = 'ready' AND next_attempt_at <= $1) AS oldest
      FROM (SELECT m.lane_id, m.state, m.outcome, m.next_attempt_at FROM queue q JOIN message m ON m.id = q.message_id
            UNION ALL SELECT m.lane_id, m.state, m.outcome, NULL FROM (SELECT token, unnest(messages) AS id FROM lease) AS l
                        JOIN message m ON m.id = l.id AND m.lease_token = l.token
            UNION ALL SELECT lane_id, state, outcome, NULL FROM message WHERE in_doubt_since IS NOT NULL
            UNION ALL SELECT lane_id, state, outcome, NULL FROM message
                       WHERE message_id IS NOT NULL AND finished_at > $1::timestamptz - interval '7 days') AS one
     GROUP BY lane_id, state, outcome) AS m
  JOIN lane l ON l.id = m.lane_id`;

/** Reads them; as dear as the messages of the last seven days are many. */
export async function ledgerFigures(tx: Tx, now: Date): Promise<LedgerFigures> {
  const messages = await rows<{
    key: string;
    state: string;
    outcome: string;
    count: number;
    oldest: Date | null;
  }>(tx, MESSAGES, [now]);
  const lanes = await rows<{ key: string; held: boolean }>(
    tx,
    'SELECT key, hold_reason IS NOT NULL AND (held_until IS NULL OR held_until > $1) AS held FROM lane',
    [now],
  );
  const sum = new Map<string, LedgerFigures['messages'][number]>();
  const oldest = new Map<LaneKind, number>();
  for (const { key, state, outcome, count, oldest: due } of messages) {
    const lane = laneKindOf(key);
    const name = [lane, state, outcome].join(' ');
    sum.set(name, { lane, state, outcome, count: count + (sum.get(name)?.count ?? 0) });
    if (due) oldest.set(lane, Math.max(oldest.get(lane) ?? 0, (now.getTime() - due.getTime()) / 1000));
  }
  return {
    messages: [...sum.values()],
    oldestDue: [...oldest].map(([lane, seconds]) => ({ lane, seconds })),
    lanes: countLanes(lanes),
    batches: await rows(
      tx,
      'SELECT state, count(*)::integer AS count FROM batch WHERE NOT standing GROUP BY state',
    ),
    inbound: await rows(
      tx,
      `SELECT kind, count(*)::integer AS count FROM inbound_event
        WHERE received_on > ($1::timestamptz AT TIME ZONE 'UTC')::date - 7 GROUP BY kind`,
      [now],
    ),
  };
}

function countLanes(lanes: readonly { key: string; held: boolean }[]): LedgerFigures['lanes'] {
  const sum = new Map<string, LedgerFigures['lanes'][number]>();
  for (const { key, held } of lanes) {
    const lane = laneKindOf(key);
    const name = `${lane} ${String(held)}`;
    sum.set(name, { lane, held, count: 1 + (sum.get(name)?.count ?? 0) });
  }
  return [...sum.values()];
}
