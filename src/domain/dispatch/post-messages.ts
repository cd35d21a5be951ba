import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { BatchId, LaneId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { BatchStore, type BatchRow } from './batch.store.js';
import { BatchStateForbids } from './dispatch.errors.js';
import { isUrgentLane, LaneStore, ORGANIZERS_LANE } from './lane.store.js';
import { rulesOf } from './message-kind.rules.js';
import type { MessageRow, MessagesFromQuery } from './message-row.js';
import { MessageStore, type PostedBeyond, type PostedChunk } from './message.store.js';
import { PumpRequests } from './pump-requests.js';

/** Puts messages into the ledger and asks for the pump in the same transaction: the one way to send anything. */
@Injectable()
export class PostMessages {
  constructor(
    private readonly batches: BatchStore,
    private readonly messages: MessageStore,
    private readonly lanes: LaneStore,
    private readonly pumps: PumpRequests,
    private readonly identity: MailIdentity,
    private readonly clock: Clock,
  ) {}

  /**
   * Posts to a standing batch (leaves at once) or to one that is materialising (leaves after FreezeBatch).
   * Answers how many are new. Throws BatchStateForbids for a frozen batch: nothing may widen it.
   */
  async run(tx: Tx, batchId: BatchId, messages: readonly MessageRow[]): Promise<number> {
    if (messages.length === 0) return 0;
    const batch = requireOpen(await this.batches.get(tx, batchId));
    messages.forEach(requireLane);
    const now = this.clock.now();
    const lanes = new Map<string, LaneId>();
    for (const key of new Set(messages.map(({ laneKey }) => laneKey))) {
      lanes.set(key, await this.lanes.ensure(tx, { key }));
    }
    const posted = await this.messages.insert(tx, batch, messages, lanes, this.identity.messageIdDomain, now);
    if (batch.standing) {
      for (const [key, id] of lanes) await this.pumps.ofLane(tx, { id, urgent: isUrgentLane(key) });
    }
    return posted;
  }

  /** Posts a chunk of an audience that a query delivers. Call it again, after `lastRef`, until that is null. */
  async fromQuery(tx: Tx, batchId: BatchId, audience: MessagesFromQuery): Promise<PostedChunk> {
    // Shared, so that nobody ends the batch while a stretch of it is on its way.
    const batch = requireOpen(await this.batches.share(tx, batchId));
    requireLane(audience);
    const laneId = await this.lanes.ensure(tx, { key: audience.laneKey });
    const { messageIdDomain } = this.identity;
    return this.messages.insertFromQuery(tx, batch, audience, laneId, messageIdDomain, this.clock.now());
  }

  /**
   * What of an audience stands in the ledger behind a ref: a stretch that was committed when the one before it was not.
   * Null: nothing.
   */
  beyond(tx: Tx, batchId: BatchId, ref: string): Promise<PostedBeyond | null> {
    return this.messages.beyond(tx, batchId, ref);
  }
}

function requireOpen(batch: BatchRow): BatchRow {
  if (!batch.standing && batch.state !== 'materialising') throw new BatchStateForbids(batch.state, 'widened');
  return batch;
}

/** What may not leave before a test mail arrived must not stand in the lane that does. */
function requireLane({ kind, laneKey }: Pick<MessageRow, 'kind' | 'laneKey'>): void {
  if (laneKey === ORGANIZERS_LANE && !rulesOf(kind).leavesUnproved) {
    throw new Error(`mail of the kind ${kind} has no place in the lane ${laneKey}`);
  }
}
