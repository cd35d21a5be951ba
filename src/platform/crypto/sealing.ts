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
 * Seals the forms of one batch: one ephemeral pair for all, XChaCha20-Poly1305 with a fresh nonce for each.
 * After `wipe` nobody, this process included, can open them without the receiver's secret key.
 */
export class BatchSealer {
  readonly ephemeralKey: Buffer;
  private readonly secret: Buffer;
  private readonly shared = new Map<Buffer, Buffer>();

  constructor() {
    const pair = newSealingPair();
    this.ephemeralKey = pair.publicKey;
    this.secret = pair.secretKey;
  }

  /** nonce ∥ ciphertext ∥ tag, the text padded to a multiple of 256 bytes; `aad` binds it to its scope and row. */
  seal(receiver: Buffer, aad: string, plaintext: string): Buffer {
    const message = padText(plaintext);
    const sealed = Buffer.allocUnsafe(NONCE_BYTES + message.length + TAG_BYTES);
    const nonce = sealed.subarray(0, NONCE_BYTES);
    sodium.randombytes_buf(nonce);
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed.subarray(NONCE_BYTES),
      message,
      Buffer.from(aad),
      null,
      nonce,
      this.keyFor(receiver),
    );
    sodium.sodium_memzero(message);
    return sealed;
  }

  /** Erases the ephemeral secret and everything computed from it. */
  wipe(): void {
    sodium.sodium_memzero(this.secret);
    for (const key of this.shared.values()) sodium.sodium_memzero(key);
    this.shared.clear();
  }

  private keyFor(receiver: Buffer): Buffer {
    let key = this.shared.get(receiver);
    if (!key) {
      key = sharedKey(this.secret, receiver, this.ephemeralKey, receiver);
      this.shared.set(receiver, key);
    }
    return key;
  }
}

/** Opens what batches sealed to one pair; the key of a batch is computed once. */
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

/** SHA-256 over the X25519 secret and both public halves, so that the key belongs to this pair of keys alone. */
function sharedKey(secret: Buffer, other: Buffer, ephemeralKey: Buffer, receiver: Buffer): Buffer {
  const point = Buffer.alloc(sodium.crypto_scalarmult_BYTES);
  sodium.crypto_scalarmult(point, secret, other);
  const key = sha256(Buffer.concat([CONTEXT, point, ephemeralKey, receiver]));
  sodium.sodium_memzero(point);
  return key;
}
