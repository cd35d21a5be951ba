import { Injectable } from '@nestjs/common';
import { rows, type Tx } from '../../platform/database/sql.js';
import { EmptiedMessagesStore } from './emptied-messages.store.js';
import { messageKinds, type MessageKind } from './message-kind.rules.js';
import { WithholdMessages } from './withhold-messages.js';

/** Takes people out of the ledger before their time, because they asked for it. */
@Injectable()
export class ForgetRecipients {
  constructor(
    private readonly withhold: WithholdMessages,
    private readonly emptied: EmptiedMessagesStore,
  ) {}

  /**
   * Joins the caller's transaction: what has not left does not leave, what is finished is emptied. A mail that is being
   * handed over at this very moment is emptied with its retention.
   */
  async run(tx: Tx, refs: readonly string[]): Promise<number> {
    if (refs.length === 0) return 0;
    await this.withhold.run(tx, refs, Object.keys(messageKinds) as MessageKind[]);
    const finished = await rows<{ id: string }>(
      tx,
      `SELECT id FROM message WHERE ref = ANY ($1::uuid[]) AND finished_at IS NOT NULL
        ORDER BY id FOR UPDATE`,
      [refs],
    );
    return this.emptied.empty(
      tx,
      finished.map(({ id }) => id),
    );
  }
}
