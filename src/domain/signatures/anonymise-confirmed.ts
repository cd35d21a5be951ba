import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { batchByBatch, countDue } from './due-signatures.js';

const KEEP_DAYS = 365;
const MOST = 2_000;

/** No epoch of keys has the number 0: it stands on rows that are nobody's any longer, whatever else was emptied before. */
const DUE = `state = 'confirmed' AND NOT news AND epoch <> 0 AND confirmed_on < $1
  AND NOT EXISTS (SELECT FROM news_stop ns WHERE ns.signature_id = signature.id AND ns.reach <> ns.settled)`;

/**
 * Takes the person out of signatures that were confirmed a year ago and want no news (the privacy rules' 'at most 12
 * months'). What stays is what the public count is made of and is published in sums: campaign, state, hold, the day of
 * confirming and the country; and, until thirty days after the campaign closed, the index of the address, since one
 * person counts once however late they sign again. In all else two such rows differ in a fresh random id only.
 */
@Injectable()
export class AnonymiseConfirmed {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** How many would lose their person now. */
  count(): Promise<number> {
    return countDue(this.db.manager, DUE, this.lastDay());
  }

  /** Answers how many did; batch by batch. */
  run(): Promise<number> {
    return batchByBatch(MOST, () => this.db.transaction((tx) => this.some(tx)));
  }

  private async some(tx: Tx): Promise<number> {
    const due = await rows<{ id: string }>(
      tx,
      `SELECT id FROM signature WHERE ${DUE} ORDER BY id LIMIT ${MOST} FOR UPDATE SKIP LOCKED`,
      [this.lastDay()],
    );
    const ids = due.map(({ id }) => id);
    await tx.query('DELETE FROM public_name WHERE signature_id = ANY ($1)', [ids]);
    await tx.query('DELETE FROM news_stop WHERE signature_id = ANY ($1)', [ids]);
    return changed(
      tx,
      `UPDATE signature SET id = gen_random_uuid(), place = CASE WHEN email_index IS NULL THEN 1 ELSE place END, loose_index = NULL,
              domain_index = NULL, epoch = 0, contact = NULL, answers = NULL, text_version = '', visibility = 'counted',
              locale = 'und', flags = '{}', hold_reasons = '{}', signed_on = confirmed_on, ended_on = NULL, issue = 0,
              confirm_hash = NULL, code_hash = NULL, me_hash = NULL, withdraw_hash = NULL, unsubscribe_hash = NULL,
              not_me_hash = NULL, me_until = NULL, me_copy = NULL, mails = 0, mailed_on = '{}', already_on = NULL,
              reminded_on = NULL, name_due = false
        WHERE id = ANY ($1)`,
      [ids],
    );
  }

  private lastDay() {
    return addDays(utcDay(this.clock.now()), -KEEP_DAYS);
  }
}
