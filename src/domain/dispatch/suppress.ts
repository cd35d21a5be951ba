import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/database/sql.js';
import { AddressKeysOf } from './address-keys.js';
import type { SuppressionReason } from './suppression.rules.js';
import { SuppressionStore } from './suppression.store.js';

/** An address that is to get nothing more: of one scope, or (scope null) of the instance. */
export interface SuppressionWish {
  readonly address: string;
  readonly scope: string | null;
  readonly reason: SuppressionReason;
  /** The day it ends, YYYY-MM-DD; default: never. */
  readonly expiresOn?: string;
}

/** Stops mail to an address (all of it, or the news where it was unsubscribed from), from the next marker on: it wins over a message that is queued already. */
@Injectable()
export class Suppress {
  constructor(
    private readonly addressKeys: AddressKeysOf,
    private readonly suppressions: SuppressionStore,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; twice is as once. */
  async run(tx: Tx, { address, scope, reason, expiresOn }: SuppressionWish): Promise<void> {
    const key = await this.addressKeys.one(address, scope, tx);
    await this.suppressions.add(tx, key, scope, reason, this.clock.now(), expiresOn ?? null);
  }

  /** Takes an unsubscribing back; whatever else stops the address stays. Twice is as once. */
  async allowNews(tx: Tx, address: string, scope: string | null): Promise<void> {
    await this.suppressions.allowNews(tx, await this.addressKeys.one(address, scope, tx));
  }

  /** Whether an address gets no mail at all in a scope or in the instance: asked when an audience is made. */
  async holds(tx: Tx, address: string, scope: string): Promise<boolean> {
    const { inScope, inInstance } = await this.addressKeys.run(address, scope, tx);
    return (await this.suppressions.among(tx, [inScope, inInstance], this.clock.now())).size > 0;
  }
}
