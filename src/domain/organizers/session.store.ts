import { Injectable } from '@nestjs/common';
import type { OrganizerId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { Organizer } from './role.rules.js';
import { LINK_MS, SEEN_STEP_MS, sessionBounds } from './session.rules.js';

/** Sign-in links and sessions; it sees hashes, never what a person holds. */
@Injectable()
export class SessionStore {
  async addLink(tx: Tx, tokenHash: Buffer, organizerId: OrganizerId, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO sign_in_link (token_hash, organizer_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)`,
      [tokenHash, organizerId, now, new Date(now.getTime() + LINK_MS)],
    );
  }

  /** How many unused links a person has; until the transaction ends nobody else counts them. */
  async lockUnusedLinks(tx: Tx, organizerId: OrganizerId): Promise<number> {
    await tx.query('SELECT 1 FROM organizer WHERE id = $1 FOR UPDATE', [organizerId]);
    const links = await rows(tx, 'SELECT 1 FROM sign_in_link WHERE organizer_id = $1 AND used_at IS NULL', [
      organizerId,
    ]);
    return links.length;
  }

  /** Uses a link up; null where there was none that held. Of two at once one wins. */
  async useLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<OrganizerId | null> {
    const [used] = await rows<{ organizer_id: OrganizerId }>(
      tx,
      `UPDATE sign_in_link SET used_at = $2
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING organizer_id`,
      [tokenHash, now],
    );
    return used?.organizer_id ?? null;
  }

  async begin(tx: Tx, idHash: Buffer, organizerId: OrganizerId, now: Date): Promise<void> {
    await tx.query('INSERT INTO session (id_hash, organizer_id, began_at, seen_at) VALUES ($1, $2, $3, $3)', [
      idHash,
      organizerId,
      now,
    ]);
  }

  /** Whose session it is, while it holds. */
  async find(tx: Tx, idHash: Buffer, now: Date): Promise<Organizer | null> {
    const bounds = sessionBounds(now);
    const [organizer] = await rows<Organizer>(
      tx,
      `SELECT o.id, o.email, o.name, o.locale, o.administrator FROM session s JOIN organizer o ON o.id = s.organizer_id
        WHERE s.id_hash = $1 AND s.began_at > $2 AND s.seen_at > $3 AND o.left_at IS NULL`,
      [idHash, bounds.beganAfter, bounds.seenAfter],
    );
    return organizer ?? null;
  }

  /** Writes down that a session was used, at most once a minute. */
  async touch(tx: Tx, idHash: Buffer, now: Date): Promise<void> {
    await tx.query('UPDATE session SET seen_at = $2 WHERE id_hash = $1 AND seen_at < $3', [
      idHash,
      now,
      new Date(now.getTime() - SEEN_STEP_MS),
    ]);
  }

  async end(tx: Tx, idHash: Buffer): Promise<void> {
    await tx.query('DELETE FROM session WHERE id_hash = $1', [idHash]);
  }

  /** Removes links and sessions that no longer hold. */
  async sweep(tx: Tx, now: Date): Promise<void> {
    const bounds = sessionBounds(now);
    await tx.query('DELETE FROM sign_in_link WHERE expires_at <= $1', [now]);
    await tx.query('DELETE FROM session WHERE began_at <= $1 OR seen_at <= $2', [
      bounds.beganAfter,
      bounds.seenAfter,
    ]);
  }
}
