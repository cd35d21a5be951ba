import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import type { BatchId, LaneId } from '../../kernel/id.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { BatchStore } from './batch.store.js';
import { LaneStore } from './lane.store.js';
import { isToSeat } from './message-kind.rules.js';
import type { Meaning } from './message-result.rules.js';
import type { PreparedMessage } from './prepare-messages.js';
import type { SuppressionReason } from './suppression.rules.js';
import { SuppressionStore } from './suppression.store.js';

/** How long a lane waits after a refusal that is our own fault before it is tried again. */
const HOLD_MS = 600_000;
/** A mailbox that is gone may be given to somebody else one day. */
const GONE_DAYS = 365;

/** What results mean beyond their message: lanes held, addresses suppressed, mailings stopped. */
@Injectable()
export class Aftermath {
  private readonly faults = new Map<LaneId, string>();
  private readonly refused = new Set<BatchId>();
  private readonly gone: { readonly key: Buffer; readonly reason: SuppressionReason }[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly lanes: LaneStore,
    private readonly batches: BatchStore,
    private readonly suppressions: SuppressionStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Remembers what a result asks for; `settle` does it after the results are written. */
  note(message: PreparedMessage, { outcome, enhancedCode, replyCode }: Meaning): void {
    if (outcome === 'own_fault') {
      const code = [replyCode, enhancedCode].filter((part) => part !== null).join(' ');
      this.faults.set(message.laneId, `the mail server refuses us (${code})`);
    }
    if (outcome === 'content_refused') this.refused.add(message.batchId);
    if (outcome === 'recipient_gone') this.leave(message, 'recipient_gone');
  }

  /** The domain takes no mail: nobody there is written to again. */
  noteNullMx(message: PreparedMessage): void {
    this.leave(message, 'null_mx');
  }

  /** A seat that is gone is a task for a person, not a reason for silence. */
  private leave({ kind, addressKeys }: PreparedMessage, reason: SuppressionReason): void {
    if (!isToSeat(kind) && addressKeys) this.gone.push({ key: addressKeys.inInstance, reason });
  }

  /** Holds lanes, suppresses addresses that are gone, pauses mailings whose content is refused too often. */
  async settle(): Promise<void> {
    const tx = this.db.manager;
    const now = this.clock.now();
    try {
      for (const [laneId, reason] of drain(this.faults)) {
        await this.lanes.hold(tx, laneId, reason, now, new Date(now.getTime() + HOLD_MS));
        this.log.error({ laneId, reason }, 'a lane is held: this is our own fault, not the recipients’');
      }
      for (const { key, reason } of this.gone.splice(0)) {
        await this.suppressions.add(tx, key, null, reason, now, addDays(utcDay(now), GONE_DAYS));
      }
      for (const batchId of drainSet(this.refused)) {
        if (await this.batches.pauseIfRefused(tx, batchId)) {
          this.log.error({ batchId }, 'a mailing is paused: its content is refused');
        }
      }
    } catch (error) {
      this.log.error(faultOf(error), 'the aftermath of a pump failed');
    }
  }
}

function drain<Key, Value>(map: Map<Key, Value>): [Key, Value][] {
  const entries = [...map];
  map.clear();
  return entries;
}

function drainSet<Value>(set: Set<Value>): Value[] {
  const values = [...set];
  set.clear();
  return values;
}
