import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { newId } from '../../kernel/id.js';
import { decryptField, encryptField } from '../../platform/crypto/field.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { KeyRing } from '../keys/key-ring.js';

/** A reason on its way into the table. */
export interface GivenReason {
  readonly ring: KeyRing;
  readonly reason: string;
  readonly day: CalendarDate;
}

/** A reason as it is stored. */
export interface SealedReason {
  readonly id: string;
  readonly campaignId: string;
  readonly epoch: number;
  readonly reason: Buffer;
  readonly day: CalendarDate;
}

/** SQL over `withdrawal_reason`: sealed under the campaign's data key, with nothing that leads to a signature. */
@Injectable()
export class WithdrawalReasonStore {
  async insert(tx: Tx, given: readonly GivenReason[]): Promise<void> {
    for (const { ring, reason, day } of given) {
      const id = newId();
      const sealed = encryptField(ring.dataKey(), aadOf(ring.scope, id), reason);
      await tx.query(
        'INSERT INTO withdrawal_reason (id, campaign_id, epoch, reason, day) VALUES ($1, $2, $3, $4, $5)',
        [id, ring.scope, ring.epoch, sealed, day],
      );
    }
  }

  /** The newest day first; within a day in no order that would tell who came when. */
  list(tx: Tx, campaignId: string): Promise<SealedReason[]> {
    return rows<SealedReason>(
      tx,
      `SELECT id, campaign_id AS "campaignId", epoch, reason, day::text FROM withdrawal_reason
        WHERE campaign_id = $1 ORDER BY day DESC, id LIMIT 1000`,
      [campaignId],
    );
  }

  async countBefore(tx: Tx, day: CalendarDate): Promise<number> {
    const [row] = await rows<{ n: number }>(
      tx,
      'SELECT count(*)::integer AS n FROM withdrawal_reason WHERE day < $1',
      [day],
    );
    return row?.n ?? 0;
  }

  /** Deletes the reasons of before a day; answers how many. */
  purgeBefore(tx: Tx, day: CalendarDate): Promise<number> {
    return changed(tx, 'DELETE FROM withdrawal_reason WHERE day < $1', [day]);
  }
}

/** What was written; throws CannotDecrypt and NoKeys. */
export function openReason(ring: KeyRing, { id, epoch, reason }: SealedReason): string {
  return decryptField(ring.dataKey(epoch), aadOf(ring.scope, id), reason).toString('utf8');
}

function aadOf(scope: string, id: string): string {
  return `withdrawal-reason/v1\0${scope}\0${id}`;
}
