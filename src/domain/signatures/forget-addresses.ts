import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { ScopeKeys } from '../keys/scope-keys.js';

const KEEP = `interval '30 days'`;
const MOST = 5_000;

/** Campaigns closed for thirty days in which addresses can still be recognised. */
const DUE = `SELECT c.id FROM campaign c WHERE c.state IN ('closed', 'archived') AND c.closed_at < $1::timestamptz - ${KEEP}
  AND EXISTS (SELECT FROM scope_key k WHERE k.scope = c.id AND k.wrapped_index IS NOT NULL)`;

const INDEXED = `campaign_id = $1
  AND (email_index IS NOT NULL OR loose_index IS NOT NULL OR domain_index IS NOT NULL)`;

/**
 * Ends the recognition of addresses in campaigns that closed thirty days ago: what the index key made is emptied, and the
 * key is destroyed. Nobody can sign there any more, so nobody need be told apart.
 */
@Injectable()
export class ForgetAddresses {
  constructor(
    private readonly db: DataSource,
    private readonly keys: ScopeKeys,
    private readonly clock: Clock,
  ) {}

  /** In how many campaigns it would end now. */
  async count(): Promise<number> {
    return (await this.due()).length;
  }

  /** Answers in how many it did. The key goes last, so that a run cut short is gone on with. */
  async run(): Promise<number> {
    const due = await this.due();
    for (const { id } of due) {
      while ((await this.emptySome(this.db.manager, id)) === MOST);
      await this.db.transaction((tx) => this.finish(tx, id));
    }
    return due.length;
  }

  private emptySome(tx: Tx, id: string): Promise<number> {
    return changed(
      tx,
      `UPDATE signature SET email_index = NULL, loose_index = NULL, domain_index = NULL,
              place = CASE WHEN epoch = 0 THEN 1 ELSE place END
        WHERE id IN (SELECT id FROM signature WHERE campaign_id = $1 AND email_index IS NOT NULL
                      LIMIT ${MOST} FOR UPDATE SKIP LOCKED)`,
      [id],
    );
  }

  /** What another held locked meanwhile, the counters and marks of domains, and the key. */
  private async finish(tx: Tx, id: string): Promise<void> {
    await tx.query(
      `UPDATE signature SET email_index = NULL, loose_index = NULL, domain_index = NULL,
              place = CASE WHEN epoch = 0 THEN 1 ELSE place END WHERE ${INDEXED}`,
      [id],
    );
    for (const table of ['signal_count', 'velocity_mark']) {
      await tx.query(`DELETE FROM ${table} WHERE campaign_id = $1 AND kind = 'domain'`, [id]);
    }
    await this.keys.destroyIndexKey(tx, id);
  }

  private due(): Promise<{ id: string }[]> {
    return rows<{ id: string }>(this.db.manager, DUE, [this.clock.now()]);
  }
}
