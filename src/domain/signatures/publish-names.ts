import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../../kernel/id.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import type { Tx } from '../../platform/database/sql.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { initialsOf } from './name.rules.js';
import type { SignatureRow } from './signature.row.js';
import { isCounted } from './signature.rules.js';
import { SignatureStore } from './signature.store.js';
import { openContact } from './supporter-contact.js';

const MOST = 500;

/** Writes the names that may be shown, as each supporter chose, and takes away those that may not any longer. */
@Injectable()
export class PublishNames {
  constructor(
    private readonly db: DataSource,
    private readonly signatures: SignatureStore,
    private readonly keys: ScopeKeys,
  ) {}

  /** Up to 500 signatures in one transaction; answers how many there were. */
  run(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const due = await this.signatures.lockSome(tx, 's.name_due', MOST);
      for (const row of due) await this.publish(tx, row);
      await this.signatures.update(
        tx,
        due.map((row) => ({ ...row, nameDue: false })),
      );
      return due.length;
    });
  }

  private async publish(tx: Tx, row: SignatureRow): Promise<void> {
    const shown = isCounted(row.state, row.held) ? await this.shownOf(row) : null;
    if (shown === null) {
      await tx.query('DELETE FROM public_name WHERE signature_id = $1', [row.id]);
      return;
    }
    await tx.query(
      `INSERT INTO public_name (id, campaign_id, signature_id, shown, day) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (signature_id) DO UPDATE SET shown = EXCLUDED.shown, day = EXCLUDED.day`,
      [newId(), row.campaignId, row.id, shown, row.confirmedOn],
    );
  }

  private async shownOf(row: SignatureRow): Promise<string | null> {
    if (row.visibility === 'counted') return null;
    try {
      const contact = openContact(await this.keys.ring(row.campaignId, { epoch: row.epoch }), row);
      if (!contact) return null;
      return (row.visibility === 'name' ? contact.name : initialsOf(contact.name)) || null;
    } catch (error) {
      if (error instanceof NoKeys || error instanceof CannotDecrypt) return null;
      throw error;
    }
  }
}
