import { Injectable } from '@nestjs/common';
import { addDays, type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { ME_DAYS } from './signature.rules.js';

/** Which supporters a mailing goes to: confirmed and not held, with news, confirmed on the day or before. */
export interface SupporterFilter {
  readonly campaignId: string;
  readonly confirmedUntil: CalendarDate;
}

/** A statement and its parameters. */
export interface AudienceQuery {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Refs behind one and up to another, null for no bound; `most` null: all of them. */
export interface Stretch {
  readonly after: string;
  readonly upTo: string | null;
  readonly most: number | null;
}

const WITHIN = `s.campaign_id = $1::uuid AND s.state = 'confirmed' AND s.held = 'no' AND s.news AND NOT s.disowned
  AND s.contact IS NOT NULL AND s.confirmed_on <= $2::date`;

/** Who of a campaign's supporters is written to, as counts and as a query that the ledger copies; no address is opened. */
@Injectable()
export class SupporterAudience {
  constructor(private readonly clock: Clock) {}

  /** All who are counted in the campaign: confirmed and not held. */
  async countConfirmed(tx: Tx, campaignId: string): Promise<number> {
    const [count] = await rows<{ confirmed: number }>(
      tx,
      `SELECT count(*)::integer AS confirmed FROM signature
        WHERE campaign_id = $1 AND state = 'confirmed' AND held = 'no'`,
      [campaignId],
    );
    return count?.confirmed ?? 0;
  }

  /** How many the filter names now. */
  async count(tx: Tx, filter: SupporterFilter): Promise<number> {
    const [count] = await rows<{ candidates: number }>(
      tx,
      `SELECT count(*)::integer AS candidates FROM signature s WHERE ${WITHIN}`,
      [filter.campaignId, filter.confirmedUntil],
    );
    return count?.candidates ?? 0;
  }

  /** The ref after which so many more have passed, whoever of them is written to; null where fewer are left. */
  async refAfter(
    tx: Tx,
    { campaignId }: SupporterFilter,
    after: string,
    amount: number,
  ): Promise<string | null> {
    // A planner without statistics takes half a million for one, and would sort them all.
    await tx.query(`SELECT set_config('enable_sort', 'off', true)`);
    const [found] = await rows<{ id: string }>(
      tx,
      `SELECT s.id FROM signature s WHERE s.campaign_id = $1::uuid AND s.news AND s.id > $2::uuid
        ORDER BY s.id OFFSET $3::integer - 1 LIMIT 1`,
      [campaignId, after, amount],
    );
    return found?.id ?? null;
  }

  /** A stretch of refs, in their order, with the columns that PostMessages.fromQuery asks for. */
  chunk(filter: SupporterFilter, { after, upTo, most }: Stretch): AudienceQuery {
    return {
      // Each signature is a recipient, so two people of one shared mailbox are two; no index of addresses is
      // needed, which a closed campaign has no longer.
      sql: `SELECT s.id AS ref, s.epoch, s.issue, s.contact, s.locale
              FROM signature s WHERE ${WITHIN} AND s.id > $3::uuid AND ($4::uuid IS NULL OR s.id <= $4::uuid)
             ORDER BY s.id LIMIT $5::integer`,
      params: [filter.campaignId, filter.confirmedUntil, after, upTo, most],
    };
  }

  /** The links to *my signature* of those who were just posted work for another thirty days. */
  async keepLinks(tx: Tx, filter: SupporterFilter, after: string, upTo: string): Promise<void> {
    // By an index, and so in the order of the refs: two mailings to the same people then wait for each other in turn.
    await tx.query(
      `SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)`,
    );
    await tx.query(
      `UPDATE signature s SET me_until = $5::date
        WHERE ${WITHIN} AND s.id > $3::uuid AND s.id <= $4::uuid AND s.me_until < $5::date`,
      [filter.campaignId, filter.confirmedUntil, after, upTo, addDays(utcDay(this.clock.now()), ME_DAYS)],
    );
  }
}
