import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { EmptiedMessagesStore } from './emptied-messages.store.js';
import { messageKinds } from './message-kind.rules.js';

/** Finished messages to supporters are told apart for so long. */
const KEEP_MS = 7 * 24 * 3_600_000;

/** Rows of a kind in one transaction. */
const MOST = 5_000;

/** What the retention of the ledger took away, or would. */
export interface Forgotten {
  readonly messages: number;
  readonly reports: number;
}

/**
 * Empties finished messages to supporters after seven days of everything that could tell two people apart: address,
 * recipient, Message-ID, queue id, replies and exact times. The day and the counts stay.
 */
@Injectable()
export class ForgetFinished {
  constructor(
    private readonly clock: Clock,
    private readonly emptied: EmptiedMessagesStore,
  ) {}

  /** Joins the caller's transaction and takes some 5,000 at most: to be run until nothing is left. `dryRun` counts all. */
  async run(tx: Tx, dryRun = false): Promise<Forgotten> {
    const before = new Date(this.clock.now().getTime() - KEEP_MS);
    // By the index of what was not emptied yet; a message ends on the day it was made at the earliest.
    const due = `message_id IS NOT NULL AND created_on <= ($1::timestamptz AT TIME ZONE 'UTC')::date
      AND finished_at <= $1 AND kind = ANY ($2)`;
    if (dryRun) {
      const [found] = await rows<Forgotten>(
        tx,
        `SELECT (SELECT count(*)::integer FROM message WHERE ${due}) AS messages,
                (SELECT count(*)::integer FROM inbound_event
                  WHERE received_on <= ($1::timestamptz AT TIME ZONE 'UTC')::date AND report IS NOT NULL AND kind <> 'reply') AS reports`,
        [before, kinds],
      );
      return found ?? { messages: 0, reports: 0 };
    }
    const found = await rows<{ id: string }>(
      tx,
      `SELECT id FROM message WHERE ${due} LIMIT ${MOST} FOR UPDATE SKIP LOCKED`,
      [before, kinds],
    );
    const messages = await this.emptied.empty(
      tx,
      found.map(({ id }) => id),
    );
    const reports = await changed(
      tx,
      `UPDATE inbound_event SET report = NULL, message_id = NULL
        WHERE id IN (SELECT id FROM inbound_event
                      WHERE received_on <= ($1::timestamptz AT TIME ZONE 'UTC')::date AND report IS NOT NULL AND kind <> 'reply'
                      LIMIT ${MOST} FOR UPDATE SKIP LOCKED)`,
      [before],
    );
    return { messages, reports };
  }
}

/** Letters to seats are the record of what was sent to whom; the rest goes to people who owe us no trace. */
const kinds = Object.entries(messageKinds)
  .filter(([, rules]) => rules.inDoubt !== 'ask-organizer')
  .map(([kind]) => kind);
