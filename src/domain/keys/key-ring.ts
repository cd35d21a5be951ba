import { SealOpener } from '../../platform/crypto/sealing.js';
import { NoKeys } from './keys.errors.js';

/** The secret halves of one epoch; null once destroyed. */
export interface KeySecrets {
  readonly sealing: Buffer | null;
  readonly data: Buffer | null;
  readonly index: Buffer | null;
  readonly token: Buffer | null;
}

/** One epoch as it was read and unwrapped. */
export interface EpochKeys extends KeySecrets {
  readonly epoch: number;
  readonly publicKey: Buffer;
}

/** All keys of one scope in the clear, in memory only. Every getter throws NoKeys for what was destroyed. */
export class KeyRing {
  private readonly epochs: ReadonlyMap<number, EpochKeys>;
  private readonly newest: EpochKeys;

  constructor(
    readonly scope: string,
    epochs: readonly EpochKeys[],
  ) {
    const newest = epochs.reduce<EpochKeys | undefined>(
      (best, keys) => (best && best.epoch > keys.epoch ? best : keys),
      undefined,
    );
    if (!newest) throw new NoKeys(scope);
    this.newest = newest;
    this.epochs = new Map(epochs.map((keys) => [keys.epoch, keys]));
  }

  /** The epoch under which new rows are written. */
  get epoch(): number {
    return this.newest.epoch;
  }

  /** What forms are sealed to. */
  get publicKey(): Buffer {
    return this.newest.publicKey;
  }

  /** Makes addresses comparable within the scope; the same in every epoch. */
  get indexKey(): Buffer {
    return this.present(this.newest.index);
  }

  /** Whether addresses can still be recognised in the scope. */
  get canIndex(): boolean {
    return this.newest.index !== null;
  }

  /** Makes the scope's tokens; the same in every epoch. */
  get tokenKey(): Buffer {
    return this.present(this.newest.token);
  }

  has(epoch: number): boolean {
    return this.epochs.has(epoch);
  }

  /** Encrypts the scope's rows of an epoch (256 bits). */
  dataKey(epoch: number = this.epoch): Buffer {
    return this.present(this.epochs.get(epoch)?.data);
  }

  /** Opens the forms of an epoch; one opener for one batch, since it remembers the batches' shared keys. */
  opener(epoch: number): SealOpener {
    const keys = this.epochs.get(epoch);
    return new SealOpener(this.present(keys?.publicKey), this.present(keys?.sealing));
  }

  private present(key: Buffer | null | undefined): Buffer {
    if (!key) throw new NoKeys(this.scope);
    return key;
  }
}
