import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { WrappedSecrets } from './key-wrapping.js';

/** One epoch's row. */
export interface ScopeKeyRow {
  readonly scope: string;
  readonly epoch: number;
  readonly publicKey: Buffer;
  readonly wrapped: WrappedSecrets;
}

/** SQL over `scope_key` and `master_key`. */
@Injectable()
export class ScopeKeyStore {
  /** The living epochs of a scope, oldest first; empty when it has none. */
  async list(tx: Tx, scope: string, lock: 'lock' | 'read' = 'read'): Promise<ScopeKeyRow[]> {
    const found = await rows<{
      epoch: number;
      public_key: Buffer;
      wrapped_sealing: Buffer | null;
      wrapped_data: Buffer | null;
      wrapped_index: Buffer | null;
      wrapped_token: Buffer | null;
    }>(
      tx,
      `SELECT epoch, public_key, wrapped_sealing, wrapped_data, wrapped_index, wrapped_token FROM scope_key
        WHERE scope = $1 AND destroyed_on IS NULL ORDER BY epoch ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
      [scope],
    );
    return found.map((row) => ({
      scope,
      epoch: row.epoch,
      publicKey: row.public_key,
      wrapped: {
        sealing: row.wrapped_sealing,
        data: row.wrapped_data,
        index: row.wrapped_index,
        token: row.wrapped_token,
      },
    }));
  }

  /** False when the scope has that epoch already. */
  async insert(tx: Tx, row: ScopeKeyRow, masterKeyId: Buffer, on: CalendarDate): Promise<boolean> {
    const { sealing, data, index, token } = row.wrapped;
    const added = await rows(
      tx,
      `INSERT INTO scope_key (scope, epoch, public_key, master_key_id, wrapped_sealing, wrapped_data, wrapped_index,
                              wrapped_token, created_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING scope`,
      [row.scope, row.epoch, row.publicKey, masterKeyId, sealing, data, index, token, on],
    );
    return added.length > 0;
  }

  /** Empties every secret of the scope; zero when there was none. */
  destroy(tx: Tx, scope: string, on: CalendarDate): Promise<number> {
    return changed(
      tx,
      `UPDATE scope_key SET wrapped_sealing = NULL, wrapped_data = NULL, wrapped_index = NULL, wrapped_token = NULL,
                            destroyed_on = $2
        WHERE scope = $1 AND destroyed_on IS NULL`,
      [scope, on],
    );
  }

  /** Empties the index key alone: nobody can be recognised any more, while contacts stay readable. */
  destroyIndex(tx: Tx, scope: string): Promise<number> {
    return changed(
      tx,
      `UPDATE scope_key SET wrapped_index = NULL WHERE scope = $1 AND wrapped_index IS NOT NULL`,
      [scope],
    );
  }

  /** The master key's name on record, writing it down when there is none yet. */
  async rememberMasterKey(tx: Tx, id: Buffer, on: CalendarDate): Promise<Buffer> {
    const read = () => rows<{ id: Buffer }>(tx, 'SELECT id FROM master_key WHERE current');
    let [known] = await read();
    if (!known) {
      await tx.query(
        'INSERT INTO master_key (id, current, since) VALUES ($1, true, $2) ON CONFLICT DO NOTHING',
        [id, on],
      );
      [known] = await read();
    }
    return known?.id ?? id;
  }
}
