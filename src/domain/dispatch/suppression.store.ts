import { Injectable } from '@nestjs/common';
import { rows, type Tx } from '../../platform/database/sql.js';
import { stopsOnlyNews, type SuppressionReason } from './suppression.rules.js';

/** Addresses that get nothing, known by keyed hashes only. */
@Injectable()
export class SuppressionStore {
  /** Adds an address; a second reason leaves the first, a suppression without end wins over one with. */
  async add(
    tx: Tx,
    addressKey: Buffer,
    scope: string | null,
    reason: SuppressionReason,
    now: Date,
    expiresOn: string | null,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO suppression (address_key, scope, reason, created_on, expires_on, only_news)
       VALUES ($1, $2, $3, $4::date, $5, $6) ON CONFLICT (address_key, only_news) DO UPDATE SET expires_on =
         CASE WHEN suppression.expires_on IS NULL OR excluded.expires_on IS NULL THEN NULL
              ELSE greatest(suppression.expires_on, excluded.expires_on) END`,
      [addressKey, scope, reason, now.toISOString().slice(0, 10), expiresOn, stopsOnlyNews(reason)],
    );
  }

  /** Lets the news through again; what stops all mail stays. */
  async allowNews(tx: Tx, addressKey: Buffer): Promise<void> {
    await tx.query('DELETE FROM suppression WHERE address_key = $1 AND only_news', [addressKey]);
  }

  /** Which of the keys are suppressed for all mail on a day. */
  async among(tx: Tx, addressKeys: readonly Buffer[], now: Date): Promise<Set<string>> {
    const found = await rows<{ key: string }>(
      tx,
      `SELECT encode(address_key, 'hex') AS key FROM suppression
        WHERE address_key = ANY ($1::bytea[]) AND NOT only_news AND (expires_on IS NULL OR expires_on > $2::date)`,
      [addressKeys, now],
    );
    return new Set(found.map(({ key }) => key));
  }
}
