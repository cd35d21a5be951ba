import type { DataSource } from 'typeorm';
import { rulesOf, type MessageKind } from '../../src/domain/dispatch/message-kind.rules.js';
import { rows } from '../../src/platform/database/sql.js';
import { frozenBatch, letterOf, newScope, rowsFor, type DispatchWorld } from '../worlds/dispatch.world.js';
import type { SmtpSink } from './smtp-sink.js';

const SEATS = 6;

/** Half updates, three tenths confirmations, two tenths letters to seats: what may leave at most once, and what must arrive. */
export async function postForStorm(world: DispatchWorld, messages: number): Promise<void> {
  const scope = await newScope(world);
  const letters = Math.floor((messages * 0.2) / SEATS);
  const updates = Math.floor(messages * 0.5);
  for (let seat = 1; seat <= SEATS; seat += 1) {
    await frozenBatch(world, 'seat-letter', scope, letters, `seat:${seat}`);
  }
  await frozenBatch(world, 'update', scope, updates);
  await world.db.transaction(async (tx) => {
    const batchId = await world.standing.run(tx, { kind: 'confirmation', scope });
    const contentId = await world.storeContent.run(tx, letterOf('confirmation'));
    const count = messages - updates - SEATS * letters;
    await world.post.run(
      tx,
      batchId,
      await rowsFor(world, 'confirmation', scope, contentId, 'urgent', count),
    );
  });
}

/** What is neither accepted nor in doubt, and what it waits for. */
export function unfinished(db: DataSource): Promise<object[]> {
  return rows(
    db.manager,
    `SELECT kind, state, stage, outcome, count(*)::integer AS messages,
            min(next_attempt_at - clock_timestamp()) AS "dueIn", min(lease_expires_at - clock_timestamp()) AS "leasedFor"
       FROM message WHERE state NOT IN ('accepted', 'in_doubt') GROUP BY 1, 2, 3, 4`,
  );
}

interface Row {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly state: string;
  readonly doubts: number;
}

/** The ledger beside what the sink took; a list holds Message-IDs that should not be in it. */
export interface Judgement {
  readonly messages: number;
  readonly taken: number;
  /** How often a message came to be in doubt. */
  readonly doubts: number;
  /** Taken by the sink, and the ledger does not answer for it. */
  readonly unanswered: readonly string[];
  /** Taken more than once although its kind leaves at most once. */
  readonly doubled: readonly string[];
  /** Of a kind that must arrive, and never taken. */
  readonly lost: readonly string[];
  /** Accepted, never in doubt, and not taken exactly once. */
  readonly untrue: readonly string[];
  /** Taken more than once, as its kind may be. */
  readonly again: number;
}

/** Compares them. */
export async function judge(db: DataSource, sink: SmtpSink): Promise<Judgement> {
  const ledger = await rows<Row>(
    db.manager,
    `SELECT message_id AS "messageId", kind, state,
            (SELECT count(*)::integer FROM message_attempt a WHERE a.message_id = m.id AND a.outcome = 'in_doubt') AS doubts
       FROM message m`,
  );
  const taken = new Map<string, number>();
  for (const { messageId } of sink.mails) taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
  const answered = new Set(
    ledger
      .filter(({ state }) => state === 'accepted' || state === 'in_doubt')
      .map(({ messageId }) => messageId),
  );
  const times = ({ messageId }: Row) => taken.get(messageId) ?? 0;
  const must = ({ kind }: Row) => rulesOf(kind).inDoubt === 'resend';
  const idsOf = (wrong: (row: Row) => boolean) => ledger.filter(wrong).map(({ messageId }) => messageId);
  return {
    messages: ledger.length,
    taken: sink.mails.length,
    doubts: ledger.reduce((sum, { doubts }) => sum + doubts, 0),
    unanswered: [...taken.keys()].filter((id) => !answered.has(id)),
    doubled: idsOf((row) => !must(row) && times(row) > 1),
    lost: idsOf((row) => must(row) && times(row) === 0),
    untrue: idsOf((row) => row.state === 'accepted' && row.doubts === 0 && times(row) !== 1),
    again: ledger.filter((row) => must(row) && times(row) > 1).length,
  };
}
