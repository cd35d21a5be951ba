import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { MasterKey } from '../../platform/config/master-key.js';
import type { Tx } from '../../platform/database/sql.js';
import { hkdf, sameBytes } from '../../platform/crypto/mac.js';
import { INSTANCE_SCOPE } from './instance-scope.js';
import { KeyRing } from './key-ring.js';
import { masterKeyId, newSecrets, unwrapSecrets, wrapSecrets } from './key-wrapping.js';
import { NoKeys, WrongMasterKey } from './keys.errors.js';
import { ScopeKeyStore } from './scope-key.store.js';

/** How long another process may still use keys that were destroyed or go without a new epoch. */
const REMEMBER_MS = 60_000;

/** Keys of opaque scopes: made, unwrapped, rotated and destroyed here and nowhere else. */
@Injectable()
export class ScopeKeys {
  private readonly rings = new Map<string, { ring: KeyRing; until: number }>();
  /** Asked for with every mail, so derived once from each ring. */
  private suppression: { readonly ring: KeyRing; readonly key: Buffer } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly store: ScopeKeyStore,
    private readonly master: MasterKey,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives a scope its first keys (and the instance its own); does nothing when it has some. Throws NoKeys where they
   * were destroyed.
   */
  async create(tx: Tx, scope: string): Promise<void> {
    if (scope !== INSTANCE_SCOPE) await this.create(tx, INSTANCE_SCOPE);
    if ((await this.store.list(tx, scope)).length > 0) return;
    await this.add(tx, scope, 1);
    if ((await this.store.list(tx, scope)).length === 0) throw new NoKeys(scope);
  }

  /** A new epoch for what comes; old rows stay readable, the index and token keys stay the same. */
  async rotate(tx: Tx, scope: string): Promise<number> {
    const newest = (await this.store.list(tx, scope, 'lock')).at(-1);
    if (!newest) throw new NoKeys(scope);
    const kept = unwrapSecrets(this.master.bytes, scope, newest.epoch, newest.wrapped);
    await this.add(tx, scope, newest.epoch + 1, kept);
    this.rings.delete(scope);
    return newest.epoch + 1;
  }

  /** Makes every copy of the scope's data unreadable, backups of other tables included: this is erasure. */
  async destroy(tx: Tx, scope: string): Promise<void> {
    await this.store.destroy(tx, scope, utcDay(this.clock.now()));
    this.rings.delete(scope);
  }

  /** Ends the recognition of addresses in the scope; contacts stay readable. */
  async destroyIndexKey(tx: Tx, scope: string): Promise<void> {
    await this.store.destroyIndex(tx, scope);
    this.rings.delete(scope);
  }

  /**
   * The scope's keys, remembered for a minute. A wanted epoch that is not remembered is looked up again; inside the
   * transaction that made them, give it as `tx`. Throws NoKeys.
   */
  async ring(scope: string, wanted: { epoch?: number; tx?: Tx } = {}): Promise<KeyRing> {
    const now = this.clock.now().getTime();
    const known = this.rings.get(scope);
    const enough = known && (wanted.epoch === undefined || known.ring.has(wanted.epoch));
    if (enough && known.until > now) return known.ring;
    if (scope === INSTANCE_SCOPE) await this.create(wanted.tx ?? this.db.manager, scope);
    const ring = await this.read(wanted.tx ?? this.db.manager, scope);
    if (!wanted.tx) this.rings.set(scope, { ring, until: now + REMEMBER_MS });
    return ring;
  }

  /** The instance's key for hashes of suppressed addresses. */
  async suppressionKey(tx?: Tx): Promise<Buffer> {
    const ring = await this.ring(INSTANCE_SCOPE, tx ? { tx } : {});
    if (this.suppression?.ring !== ring) {
      this.suppression = { ring, key: hkdf(ring.indexKey, 'suppression/v1') };
    }
    return this.suppression.key;
  }

  private async read(tx: Tx, scope: string): Promise<KeyRing> {
    const found = await this.store.list(tx, scope);
    return new KeyRing(
      scope,
      found.map(({ epoch, publicKey, wrapped }) => ({
        epoch,
        publicKey,
        ...unwrapSecrets(this.master.bytes, scope, epoch, wrapped),
      })),
    );
  }

  private async add(
    tx: Tx,
    scope: string,
    epoch: number,
    kept?: Parameters<typeof newSecrets>[0],
  ): Promise<void> {
    const today = utcDay(this.clock.now());
    const id = masterKeyId(this.master.bytes);
    if (!sameBytes(await this.store.rememberMasterKey(tx, id, today), id)) throw new WrongMasterKey();
    const { publicKey, ...secrets } = newSecrets(kept);
    const wrapped = wrapSecrets(this.master.bytes, scope, epoch, secrets);
    await this.store.insert(tx, { scope, epoch, publicKey, wrapped }, id, today);
  }
}
