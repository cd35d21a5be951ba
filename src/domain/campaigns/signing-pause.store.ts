import { Injectable } from '@nestjs/common';
import { changed, rows, type Tx } from '../../platform/database/sql.js';

/** Since when the instance takes no signatures, why, and whose decision it was (an organizer's id, or the operator). */
export interface SigningPause {
  readonly since: Date;
  readonly reason: string;
  readonly pausedBy: string;
}

/** The pause of all signing: a row while it lasts. */
@Injectable()
export class SigningPauseStore {
  /** Null while signatures are taken. */
  async find(tx: Tx): Promise<SigningPause | null> {
    const [pause] = await rows<SigningPause>(
      tx,
      'SELECT since, reason, paused_by AS "pausedBy" FROM signing_pause',
    );
    return pause ?? null;
  }

  /** Answers false where there was a pause already, which stays as it is. */
  async begin(tx: Tx, { since, reason, pausedBy }: SigningPause): Promise<boolean> {
    const begun = await changed(
      tx,
      `INSERT INTO signing_pause (since, reason, paused_by) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [since, reason, pausedBy],
    );
    return begun > 0;
  }

  /** Answers false where there was none. */
  async end(tx: Tx): Promise<boolean> {
    return (await changed(tx, 'DELETE FROM signing_pause')) > 0;
  }
}
