import { rows, type Tx } from '../../platform/database/sql.js';
import { type SendingState, sendingState } from './first-sending.rules.js';
import { ORGANIZERS_LANE } from './lane.store.js';
import type { MessageState } from './message.rules.js';
import type { Outcome } from './outcome.rules.js';
import type { SendingIdentityRow } from './sending-identity.store.js';

/** Where the way to the first sending stands, and what waits for it. */
export interface SendingStanding {
  readonly state: SendingState;
  readonly exemption: string | null;
  readonly missing: readonly string[];
  /** Null is the embedded mailbox. */
  readonly relay: string | null;
  readonly sender: string;
  readonly bounceDomain: string | null;
  readonly dkim: readonly string[];
  readonly provedAt: Date | null;
  /** The last test mail, and what the mail server said to it. */
  readonly test: {
    readonly mailedAt: Date;
    readonly expiresAt: Date | null;
    readonly state: MessageState | null;
    readonly outcome: Outcome | null;
    readonly replyCode: number | null;
    readonly enhancedCode: string | null;
  } | null;
  /** Messages that wait because nothing may leave; 0 where everything may. */
  readonly waiting: number;
  /** When the first of them gives up waiting. */
  readonly firstExpiry: Date | null;
  /** Messages that gave up without ever having been tried. */
  readonly expiredUntried: number;
}

/** Reads the standing of one way of sending. */
export async function sendingStanding(
  tx: Tx,
  identity: SendingIdentityRow,
  now: Date,
): Promise<SendingStanding> {
  const { testRef, testedAt, testExpiresAt, exemption, missing, relay, sender } = identity;
  const { bounceDomain, dkim, provedAt } = identity;
  const state = sendingState(identity, now);
  const held = state !== 'exempt' && state !== 'proved';
  return {
    state,
    exemption,
    missing,
    relay,
    sender,
    bounceDomain,
    dkim,
    provedAt,
    test:
      testRef === null || testedAt === null
        ? null
        : { mailedAt: testedAt, expiresAt: testExpiresAt, ...(await deliveryOf(tx, testRef)) },
    ...(held ? await whatWaits(tx) : { waiting: 0, firstExpiry: null }),
    expiredUntried: await countUntried(tx),
  };
}

async function deliveryOf(tx: Tx, ref: string) {
  const [message] = await rows<{
    state: MessageState;
    outcome: Outcome | null;
    replyCode: number | null;
    enhancedCode: string | null;
  }>(
    tx,
    `SELECT state, outcome, reply_code AS "replyCode", enhanced_code AS "enhancedCode"
       FROM message WHERE ref = $1 AND kind = 'sending-test'`,
    [ref],
  );
  return message ?? { state: null, outcome: null, replyCode: null, enhancedCode: null };
}

async function whatWaits(tx: Tx): Promise<Pick<SendingStanding, 'waiting' | 'firstExpiry'>> {
  const [found] = await rows<Pick<SendingStanding, 'waiting' | 'firstExpiry'>>(
    tx,
    `SELECT count(*)::integer AS waiting, min(q.expires_at) AS "firstExpiry"
       FROM queue q JOIN lane l ON l.id = q.lane_id WHERE l.key <> $1`,
    [ORGANIZERS_LANE],
  );
  return found ?? { waiting: 0, firstExpiry: null };
}

/** Only those that can still be sent: what was forgotten since has no contact any more. */
async function countUntried(tx: Tx): Promise<number> {
  const [found] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::integer AS count FROM message m JOIN lane l ON l.id = m.lane_id
      WHERE m.message_id IS NOT NULL AND m.state = 'expired' AND m.attempts = 0 AND m.contact IS NOT NULL
        AND l.key <> $1`,
    [ORGANIZERS_LANE],
  );
  return found?.count ?? 0;
}
