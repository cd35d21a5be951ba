import sodium from 'sodium-native';
import { sha256 } from './mac.js';
import { padText, unpad } from './padding.js';

const KEY_BYTES = 32;
const NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;
const CONTEXT = Buffer.from('seal/v1\0');

/** A sealed form was changed, belongs to another row, or was sealed to another key. */
export class CannotOpen extends Error {
  constructor() {
    super('the sealed form cannot be opened with this key and this associated data');
    this.name = 'CannotOpen';
  }
}

/** An X25519 pair (RFC 7748): what is sealed to the public half opens with the secret half only. */
export function newSealingPair(): { publicKey: Buffer; secretKey: Buffer } {
  const publicKey = Buffer.alloc(KEY_BYTES);
  const secretKey = Buffer.alloc(KEY_BYTES);
  sodium.crypto_box_keypair(publicKey, secretKey);
  return { publicKey, secretKey };
}

/**
 * Seals forms to one receiver: one ephemeral pair for all, XChaCha20-Poly1305 with a fresh nonce for each.
 * After `wipe` nobody, this process included, can open them without the receiver's secret key.
 */
export class Sealer {
  readonly ephemeralKey: Buffer;
  private readonly key: Buffer;

  constructor(receiver: Buffer) {
    const { publicKey, secretKey } = newSealingPair();
    this.ephemeralKey = publicKey;
    this.key = sharedKey(secretKey, receiver, publicKey, receiver);
    sodium.sodium_memzero(secretKey);
  }

  /** nonce ∥ ciphertext ∥ tag, the text padded to a multiple of 256 bytes; `aad` binds it to its scope and row. */
  seal(aad: string, plaintext: string): Buffer {
    const message = padText(plaintext);
    const sealed = Buffer.allocUnsafe(NONCE_BYTES + message.length + TAG_BYTES);
    const nonce = sealed.subarray(0, NONCE_BYTES);
    freshNonce().copy(nonce);
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed.subarray(NONCE_BYTES),
      message,
      Buffer.from(aad),
      null,
      nonce,
      this.key,
    );
    sodium.sodium_memzero(message);
    return sealed;
  }

  /** Erases the only key of the sender's. */
  wipe(): void {
    sodium.sodium_memzero(this.key);
  }
}

/**
 * The sealers of the moment, one for each receiver: each serves for so many milliseconds and is wiped then. What it
 * sealed was in this process's memory within that time anyway.
 */
export class PassingSealers {
  private readonly current = new Map<Buffer, Sealer>();

  constructor(private readonly forMs: number) {}

  /** The sealer to a receiver, good until the event loop's next turn. */
  to(receiver: Buffer): Sealer {
    const known = this.current.get(receiver);
    if (known) return known;
    const sealer = new Sealer(receiver);
    this.current.set(receiver, sealer);
    setTimeout(() => {
      this.current.delete(receiver);
      sealer.wipe();
    }, this.forMs).unref();
    return sealer;
  }
}

/** Opens what sealers sealed to one pair; the key of a sealer is computed once. */
export class SealOpener {
  private readonly shared = new Map<string, Buffer>();

  constructor(
    private readonly publicKey: Buffer,
    private readonly secretKey: Buffer,
  ) {}

  /** The text; throws CannotOpen. */
  open(ephemeralKey: Buffer, aad: string, sealed: Buffer): string {
    if (sealed.length < NONCE_BYTES + TAG_BYTES || ephemeralKey.length !== KEY_BYTES) throw new CannotOpen();
    const message = Buffer.alloc(sealed.length - NONCE_BYTES - TAG_BYTES);
    try {
      sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        message,
        null,
        sealed.subarray(NONCE_BYTES),
        Buffer.from(aad),
        sealed.subarray(0, NONCE_BYTES),
        this.keyFrom(ephemeralKey),
      );
      return unpad(message).toString('utf8');
    } catch {
      throw new CannotOpen();
    } finally {
      sodium.sodium_memzero(message);
    }
  }

  private keyFrom(ephemeralKey: Buffer): Buffer {
    const name = ephemeralKey.toString('base64');
    let key = this.shared.get(name);
    if (!key) {
      key = sharedKey(this.secretKey, ephemeralKey, ephemeralKey, this.publicKey);
      this.shared.set(name, key);
    }
    return key;
  }
}

const nonces = Buffer.alloc(NONCE_BYTES * 128);
let noncesUsed = nonces.length;

/** Random bytes for one use, from a store that is filled for many at once: each filling is a call into the kernel. */
function freshNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    sodium.randombytes_buf(nonces);
    noncesUsed = 0;
  }
  noncesUsed += NONCE_BYTES;
  return nonces.subarray(noncesUsed - NONCE_BYTES, noncesUsed);
}

/** SHA-256 over the X25519 secret and both public halves, so that the key belongs to this pair of keys alone. */
function sharedKey(secret: Buffer, other: Buffer, ephemeralKey: Buffer, receiver: Buffer): Buffer {
  const point = Buffer.alloc(sodium.crypto_scalarmult_BYTES);
  sodium.crypto_scalarmult(point, secret, other);
  const key = sha256(Buffer.concat([CONTEXT, point, ephemeralKey, receiver]));
  sodium.sodium_memzero(point);
  return key;
}
