import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { Suppress } from '../dispatch/suppress.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import type { NewsReach } from './signature.rules.js';
import { openContact } from './supporter-contact.js';

const MOST = 200;

interface DueStop {
  readonly id: string;
  readonly reach: NewsReach;
  readonly settled: NewsReach;
  readonly campaignId: string;
  readonly epoch: number;
  readonly contact: Buffer | null;
}

/** Makes the suppressions follow what supporters said about news: only the worker can compute what suppresses an address. */
@Injectable()
export class SettleNewsStops {
  constructor(
    private readonly db: DataSource,
    private readonly keys: ScopeKeys,
    private readonly suppress: Suppress,
  ) {}

  /** Up to 200 in one transaction; answers how many there were. */
  run(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const due = await rows<DueStop>(
        tx,
        `SELECT ns.signature_id AS id, ns.reach, ns.settled, s.campaign_id AS "campaignId", s.epoch, s.contact
           FROM news_stop ns JOIN signature s ON s.id = ns.signature_id
          WHERE ns.reach <> ns.settled ORDER BY ns.signature_id LIMIT $1 FOR UPDATE OF ns SKIP LOCKED`,
        [MOST],
      );
      for (const stop of due) {
        const address = await this.addressOf(stop);
        if (address !== null) await this.follow(tx, address, stop);
      }
      const ids = due.map(({ id }) => id);
      await tx.query(`DELETE FROM news_stop WHERE signature_id = ANY ($1) AND reach = 'none'`, [ids]);
      await tx.query('UPDATE news_stop SET settled = reach WHERE signature_id = ANY ($1)', [ids]);
      return due.length;
    });
  }

  /** What another signature of the address stopped everywhere is not this one's to take back. */
  private async follow(tx: Tx, address: string, { reach, settled, campaignId }: DueStop): Promise<void> {
    const reason = 'unsubscribed';
    if (reach === 'none') await this.suppress.allowNews(tx, address, campaignId);
    else await this.suppress.run(tx, { address, scope: campaignId, reason });
    if (reach === 'instance') await this.suppress.run(tx, { address, scope: null, reason });
    else if (settled === 'instance') await this.suppress.allowNews(tx, address, null);
  }

  private async addressOf({ id, campaignId, epoch, contact }: DueStop): Promise<string | null> {
    try {
      const ring = await this.keys.ring(campaignId, { epoch });
      return openContact(ring, { id, epoch, contact })?.address ?? null;
    } catch (error) {
      if (error instanceof NoKeys || error instanceof CannotDecrypt) return null;
      throw error;
    }
  }
}
