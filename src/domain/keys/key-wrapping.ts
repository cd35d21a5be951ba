import { randomBytes } from 'node:crypto';
import { decryptField, encryptField } from '../../platform/crypto/field.js';
import { hkdf } from '../../platform/crypto/mac.js';
import { newSealingPair } from '../../platform/crypto/sealing.js';
import type { KeySecrets } from './key-ring.js';

type Part = keyof KeySecrets;

/** The wrapped secrets as the table holds them. */
export type WrappedSecrets = Readonly<Record<Part, Buffer | null>>;

/** What the database may know of a master key: a name that tells nothing of its bytes. */
export function masterKeyId(master: Uint8Array): Buffer {
  return hkdf(master, 'vigil master key id/v1');
}

/** Fresh random keys; a rotation hands the index and token keys of the scope on. */
export function newSecrets(kept?: {
  readonly index: Buffer | null;
  readonly token: Buffer | null;
}): KeySecrets & {
  publicKey: Buffer;
} {
  const pair = newSealingPair();
  return {
    publicKey: pair.publicKey,
    sealing: pair.secretKey,
    data: randomBytes(32),
    index: kept ? kept.index : randomBytes(32),
    token: kept ? kept.token : randomBytes(32),
  };
}

/** Encrypts each secret by itself, so that one (the index key, say) can be destroyed before the others. */
export function wrapSecrets(
  master: Uint8Array,
  scope: string,
  epoch: number,
  secrets: KeySecrets,
): WrappedSecrets {
  const key = hkdf(master, 'vigil key wrap/v1');
  return mapParts((part) => {
    const secret = secrets[part];
    return secret && encryptField(key, aadOf(scope, epoch, part), secret);
  });
}

/** The way back; throws CannotDecrypt under another master key or when a row was moved. */
export function unwrapSecrets(
  master: Uint8Array,
  scope: string,
  epoch: number,
  wrapped: WrappedSecrets,
): KeySecrets {
  const key = hkdf(master, 'vigil key wrap/v1');
  return mapParts((part) => {
    const secret = wrapped[part];
    return secret && decryptField(key, aadOf(scope, epoch, part), secret);
  });
}

function mapParts(make: (part: Part) => Buffer | null): Record<Part, Buffer | null> {
  return { sealing: make('sealing'), data: make('data'), index: make('index'), token: make('token') };
}

function aadOf(scope: string, epoch: number, part: Part): string {
  return `key/v1\0${scope}\0${epoch}\0${part}`;
}
