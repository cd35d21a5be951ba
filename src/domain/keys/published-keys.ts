import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { WebDatabase } from '../../platform/database/web-database.js';
import { NoKeys } from './keys.errors.js';

/** What a form is sealed to. */
export interface PublishedKey {
  readonly epoch: number;
  readonly publicKey: Buffer;
}

const REMEMBER_MS = 30_000;

/** The public web process's sight of the keys: the public half of the newest epoch. */
@Injectable()
export class PublishedKeys {
  private readonly known = new Map<string, { key: PublishedKey; until: number }>();

  constructor(
    private readonly db: WebDatabase,
    private readonly clock: Clock,
  ) {}

  /** Remembered for half a minute. Throws NoKeys: a scope without keys takes no forms, never clear text. */
  async current(scope: string): Promise<PublishedKey> {
    const known = this.remembered(scope);
    if (known) return known;
    const [row] = await this.db.query<{ epoch: number; public_key: Buffer }>(
      'SELECT epoch, public_key FROM published_key WHERE scope = $1',
      [scope],
    );
    if (!row) throw new NoKeys(scope);
    const key = { epoch: row.epoch, publicKey: row.public_key };
    this.known.set(scope, { key, until: this.clock.now().getTime() + REMEMBER_MS });
    return key;
  }

  /** The key where it is remembered, without waiting for anything. */
  remembered(scope: string): PublishedKey | null {
    const known = this.known.get(scope);
    return known && known.until > this.clock.now().getTime() ? known.key : null;
  }
}
