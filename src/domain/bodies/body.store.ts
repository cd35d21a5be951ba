import { Injectable } from '@nestjs/common';
import type { BodyId, SeatId } from '../../kernel/id.js';
import { newId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { BodyNotFound } from './body.errors.js';
import type { BodyKind, DeliveryMode, DisclosureLevel } from './body.rules.js';

/** A body of the registry. */
export interface Body {
  readonly id: BodyId;
  readonly key: string;
  readonly kind: BodyKind;
  /** By language. */
  readonly names: Readonly<Record<string, string>>;
  readonly ceiling: DisclosureLevel;
}

/** A seat of a body; office and form of address by language, window in its own zone (`HH:MM:SS`). */
export interface Seat {
  readonly id: SeatId;
  readonly bodyId: BodyId;
  readonly key: string;
  readonly offices: Readonly<Record<string, string>>;
  readonly salutations: Readonly<Record<string, string>>;
  readonly email: string;
  readonly locale: string;
  readonly zone: string;
  readonly windowFrom: string;
  readonly windowUntil: string;
  readonly weekdays: readonly number[];
  readonly delivery: DeliveryMode;
  readonly ratePerHour: number;
}

const BODY = 'id, key, kind, names, ceiling';
const SEAT = `id, body_id AS "bodyId", key, offices, salutations, email, locale, zone, window_from AS "windowFrom",
  window_until AS "windowUntil", weekdays, delivery, rate_per_hour AS "ratePerHour"`;

/** The registry of bodies and their seats. */
@Injectable()
export class BodyStore {
  async findByKey(tx: Tx, key: string): Promise<Body | null> {
    const [body] = await rows<Body>(tx, `SELECT ${BODY} FROM body WHERE key = $1`, [key]);
    return body ?? null;
  }

  /** Throws BodyNotFound. */
  async getByKey(tx: Tx, key: string): Promise<Body> {
    const body = await this.findByKey(tx, key);
    if (!body) throw new BodyNotFound(key);
    return body;
  }

  /** The bodies of some ids, by key. */
  async listOf(tx: Tx, ids: readonly BodyId[]): Promise<Body[]> {
    return rows<Body>(tx, `SELECT ${BODY} FROM body WHERE id = ANY ($1::uuid[]) ORDER BY key`, [ids]);
  }

  async list(tx: Tx): Promise<Body[]> {
    return rows<Body>(tx, `SELECT ${BODY} FROM body ORDER BY key`);
  }

  /** The seats of some bodies, by body and key. */
  async seatsOf(tx: Tx, bodyIds: readonly BodyId[]): Promise<Seat[]> {
    return rows<Seat>(tx, `SELECT ${SEAT} FROM seat WHERE body_id = ANY ($1::uuid[]) ORDER BY body_id, key`, [
      bodyIds,
    ]);
  }

  /** Makes the body, or changes its kind and names; the ceiling of one that exists stays what it is. */
  async save(tx: Tx, body: Omit<Body, 'id'>): Promise<Body> {
    const [saved] = await rows<Body>(
      tx,
      `INSERT INTO body (id, key, kind, names, ceiling) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, names = excluded.names
       RETURNING ${BODY}`,
      [newId<'body'>(), body.key, body.kind, JSON.stringify(body.names), body.ceiling],
    );
    if (!saved) throw new BodyNotFound(body.key);
    return saved;
  }

  /** Makes the seat, or changes it; an address that an organizer entered stays. */
  async saveSeat(tx: Tx, seat: Omit<Seat, 'id'>): Promise<void> {
    await tx.query(
      `INSERT INTO seat (id, body_id, key, offices, salutations, email, locale, zone, window_from, window_until,
                         weekdays, delivery, rate_per_hour)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (body_id, key) DO UPDATE SET offices = excluded.offices, salutations = excluded.salutations,
         email = CASE WHEN seat.email_entered_at IS NULL THEN excluded.email ELSE seat.email END,
         locale = excluded.locale, zone = excluded.zone, window_from = excluded.window_from,
         window_until = excluded.window_until, weekdays = excluded.weekdays, delivery = excluded.delivery,
         rate_per_hour = excluded.rate_per_hour`,
      [
        newId<'seat'>(),
        seat.bodyId,
        seat.key,
        JSON.stringify(seat.offices),
        JSON.stringify(seat.salutations),
        seat.email,
        seat.locale,
        seat.zone,
        seat.windowFrom,
        seat.windowUntil,
        seat.weekdays,
        seat.delivery,
        seat.ratePerHour,
      ],
    );
  }

  /** Enters the real address of a seat; false where there is no such seat. */
  async enterEmail(
    tx: Tx,
    at: { bodyKey: string; seatKey: string },
    email: string,
    now: Date,
  ): Promise<boolean> {
    const entered = await changed(
      tx,
      `UPDATE seat SET email = $3, email_entered_at = $4 FROM body
        WHERE body.id = seat.body_id AND body.key = $1 AND seat.key = $2`,
      [at.bodyKey, at.seatKey, email, now],
    );
    return entered > 0;
  }
}
