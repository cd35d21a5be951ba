import { Injectable } from '@nestjs/common';
import { changed, type Tx } from '../../platform/database/sql.js';

/** So many old ones go with each new one, so that the table stays as small as its hours. */
const SWEPT = 5;

/** Tokens of signatures that were used. */
@Injectable()
export class HookTokenStore {
  /** Uses a token up; false: it was used before. The hour it may be forgotten in tells no more than the day nearly. */
  async use(tx: Tx, tokenSha256: Buffer, until: Date, now: Date): Promise<boolean> {
    await tx.query(
      `DELETE FROM hook_token WHERE token_sha256 IN (
         SELECT token_sha256 FROM hook_token WHERE expires_at <= $1 ORDER BY expires_at LIMIT ${SWEPT} FOR UPDATE SKIP LOCKED)`,
      [now],
    );
    const added = await changed(
      tx,
      `INSERT INTO hook_token (token_sha256, expires_at)
       VALUES ($1, date_trunc('hour', $2::timestamptz) + interval '1 hour') ON CONFLICT DO NOTHING RETURNING 1`,
      [tokenSha256, until],
    );
    return added === 1;
  }
}
