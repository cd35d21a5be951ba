import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import {
  type AnniversaryId,
  type LetterId,
  type MailingId,
  newId,
  type OccurrenceId,
  type OrganizerId,
} from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { OccurrenceNotFound, OccurrenceStateConflict } from './anniversary.errors.js';
import type { Keeping } from './keeping.js';
import { mayBecome, type OccurrenceState } from './occurrence.rules.js';

/** One year's keeping, as its verbs see it. */
export interface Occurrence {
  readonly id: OccurrenceId;
  readonly anniversaryId: AnniversaryId;
  readonly year: number;
  readonly n: number;
  readonly day: CalendarDate;
  readonly at: Date;
  readonly state: OccurrenceState;
  readonly waitsFor: string | null;
  readonly reason: string | null;
}

/** A mailing of an occurrence, the newest take of its letter. */
export interface OccurrenceMailing {
  readonly mailingId: MailingId;
  readonly letterId: LetterId;
  readonly take: number;
}

const OCCURRENCE = `SELECT o.id, o.anniversary_id AS "anniversaryId", o.year, o.n, o.day::text AS day, o.at, o.state,
  o.waits_for AS "waitsFor", o.reason FROM occurrence o`;

/** Occurrences; each exists once, however many processes raise it, and moves by guarded updates. */
@Injectable()
export class OccurrenceStore {
  /** Writes down a keeping that is to come, or has passed; null when it is written down already. */
  async raise(tx: Tx, anniversaryId: AnniversaryId, keeping: Keeping, now: Date): Promise<Occurrence | null> {
    const [raised] = await rows<{ id: OccurrenceId }>(
      tx,
      `INSERT INTO occurrence (id, anniversary_id, year, n, day, at, state, raised_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'planned', $7) ON CONFLICT (anniversary_id, year) DO NOTHING RETURNING id`,
      [newId<'occurrence'>(), anniversaryId, keeping.year, keeping.n, keeping.day, keeping.at, now],
    );
    return raised ? this.get(tx, raised.id) : null;
  }

  /** The planned ones of a rule whose mailings are not made yet, each locked; those another process holds are left to it. */
  async lockPlanned(tx: Tx, anniversaryId: AnniversaryId): Promise<Occurrence[]> {
    return rows<Occurrence>(
      tx,
      `${OCCURRENCE} WHERE o.anniversary_id = $1 AND o.state = 'planned' ORDER BY o.at FOR UPDATE OF o SKIP LOCKED`,
      [anniversaryId],
    );
  }

  /** Those that may still change by themselves, and missed ones that a person asked for late. */
  async openIds(tx: Tx): Promise<OccurrenceId[]> {
    const found = await rows<{ id: OccurrenceId }>(
      tx,
      `SELECT o.id FROM occurrence o WHERE o.state IN ('planned', 'awaiting_approval', 'approved', 'missed')
        ORDER BY o.at`,
    );
    return found.map(({ id }) => id);
  }

  /** Throws OccurrenceNotFound. */
  async get(tx: Tx, id: OccurrenceId): Promise<Occurrence> {
    return this.one(tx, id, '');
  }

  /** The occurrence, locked until the transaction ends. Throws OccurrenceNotFound. */
  async lock(tx: Tx, id: OccurrenceId): Promise<Occurrence> {
    return this.one(tx, id, 'FOR UPDATE OF o');
  }

  /** Those of a rule, by year. */
  async list(tx: Tx, anniversaryId: AnniversaryId): Promise<Occurrence[]> {
    return rows<Occurrence>(tx, `${OCCURRENCE} WHERE o.anniversary_id = $1 ORDER BY o.year`, [anniversaryId]);
  }

  /** Moves an occurrence along its diagram. Throws OccurrenceStateConflict where the diagram or the row forbids it. */
  async move(
    tx: Tx,
    occurrence: Occurrence,
    to: OccurrenceState,
    fields: { endedAt?: Date; skippedBy?: OrganizerId; reason?: string } = {},
  ): Promise<Occurrence> {
    if (!mayBecome(occurrence.state, to)) throw new OccurrenceStateConflict(occurrence.state, to);
    const moved = await changed(
      tx,
      `UPDATE occurrence SET state = $3, waits_for = NULL, ended_at = $4, skipped_by = $5, reason = coalesce($6, reason)
        WHERE id = $1 AND state = $2`,
      [
        occurrence.id,
        occurrence.state,
        to,
        fields.endedAt ?? null,
        fields.skippedBy ?? null,
        fields.reason ?? null,
      ],
    );
    if (moved === 0) throw new OccurrenceStateConflict(occurrence.state, to);
    return { ...occurrence, state: to, waitsFor: null };
  }

  /** Notes what keeps the mailings from being planned. */
  async waitFor(tx: Tx, id: OccurrenceId, fact: string): Promise<void> {
    await tx.query('UPDATE occurrence SET waits_for = $2 WHERE id = $1', [id, fact]);
  }

  async addMailing(tx: Tx, id: OccurrenceId, mailing: OccurrenceMailing): Promise<void> {
    await tx.query(
      'INSERT INTO occurrence_mailing (occurrence_id, mailing_id, letter_id, take) VALUES ($1, $2, $3, $4)',
      [id, mailing.mailingId, mailing.letterId, mailing.take],
    );
  }

  /** The newest take of each letter's mailing. */
  async mailings(tx: Tx, id: OccurrenceId): Promise<OccurrenceMailing[]> {
    return rows<OccurrenceMailing>(
      tx,
      `SELECT DISTINCT ON (letter_id) mailing_id AS "mailingId", letter_id AS "letterId", take
         FROM occurrence_mailing WHERE occurrence_id = $1 ORDER BY letter_id, take DESC`,
      [id],
    );
  }

  private async one(tx: Tx, id: OccurrenceId, lock: '' | 'FOR UPDATE OF o'): Promise<Occurrence> {
    const [occurrence] = await rows<Occurrence>(tx, `${OCCURRENCE} WHERE o.id = $1 ${lock}`, [id]);
    if (!occurrence) throw new OccurrenceNotFound(id);
    return occurrence;
  }
}
