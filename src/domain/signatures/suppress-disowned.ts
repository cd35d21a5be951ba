import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import { Suppress } from '../dispatch/suppress.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import type { SignatureRow } from './signature.row.js';
import { SignatureStore } from './signature.store.js';
import { openContact } from './supporter-contact.js';

const MOST = 200;

/** After 'it was not me': the address is suppressed in the campaign, then forgotten. */
@Injectable()
export class SuppressDisowned {
  constructor(
    private readonly db: DataSource,
    private readonly signatures: SignatureStore,
    private readonly keys: ScopeKeys,
    private readonly suppress: Suppress,
  ) {}

  /** Up to 200 rows in one transaction; answers how many there were. */
  run(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await this.signatures.lockSome(tx, 's.disowned AND s.contact IS NOT NULL', MOST);
      for (const row of rows) {
        const address = await this.addressOf(row);
        if (address) await this.suppress.run(tx, { address, scope: row.campaignId, reason: 'not_me' });
      }
      await this.signatures.update(
        tx,
        rows.map((row) => ({ ...row, contact: null, answers: null })),
      );
      return rows.length;
    });
  }

  private async addressOf(row: SignatureRow): Promise<string | null> {
    try {
      const ring = await this.keys.ring(row.campaignId, { epoch: row.epoch });
      return openContact(ring, row)?.address ?? null;
    } catch (error) {
      if (error instanceof NoKeys || error instanceof CannotDecrypt) return null;
      throw error;
    }
  }
}
