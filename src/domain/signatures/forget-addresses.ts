import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { rows } from '../../platform/database/sql.js';
import { ScopeKeys } from '../keys/scope-keys.js';

const KEEP = `interval '30 days'`;

/** Campaigns closed for thirty days in which addresses can still be recognised. */
const DUE = `SELECT c.id FROM campaign c WHERE c.state IN ('closed', 'archived') AND c.closed_at < $1::timestamptz - ${KEEP}
  AND EXISTS (SELECT FROM scope_key k WHERE k.scope = c.id AND k.wrapped_index IS NOT NULL)`;

/**
 * Ends the recognition of addresses in campaigns that closed thirty days ago: the index key is destroyed and with it
 * what it made. Nobody can sign there any more, so nobody need be told apart.
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

  /** Answers in how many it did; each in a transaction of its own. */
  async run(): Promise<number> {
    const due = await this.due();
    for (const { id } of due) {
      await this.db.transaction(async (tx) => {
        await tx.query(
          `UPDATE signature SET email_index = NULL, loose_index = NULL, domain_index = NULL
            WHERE campaign_id = $1 AND (email_index IS NOT NULL OR loose_index IS NOT NULL OR domain_index IS NOT NULL)`,
          [id],
        );
        await this.keys.destroyIndexKey(tx, id);
      });
    }
    return due.length;
  }

  private due(): Promise<{ id: string }[]> {
    return rows<{ id: string }>(this.db.manager, DUE, [this.clock.now()]);
  }
}
