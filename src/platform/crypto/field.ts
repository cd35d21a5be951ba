import { createCipheriv, createDecipheriv } from 'node:crypto';
import sodium from 'sodium-native';
import { pad, padText, unpad } from './padding.js';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A ciphertext was changed, belongs to another row, or the key is another one. */
export class CannotDecrypt extends Error {
  constructor() {
    super('the ciphertext cannot be opened with this key and this associated data');
    this.name = 'CannotDecrypt';
  }
}

/**
 * AES-256-GCM (NIST SP 800-38D) of a padded text: version ∥ nonce ∥ ciphertext ∥ tag. The associated data says
 * where the ciphertext belongs, so that it cannot be moved to another row.
 */
export function encryptField(key: Uint8Array, aad: string, plaintext: string | Uint8Array): Buffer {
  const padded = typeof plaintext === 'string' ? padText(plaintext) : pad(plaintext);
  const sealed = Buffer.allocUnsafe(1 + NONCE_BYTES + padded.length + TAG_BYTES);
  sealed[0] = VERSION;
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  sodium.randombytes_buf(nonce);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(aad));
  sealed.set(cipher.update(padded), 1 + NONCE_BYTES);
  cipher.final();
  sealed.set(cipher.getAuthTag(), sealed.length - TAG_BYTES);
  return sealed;
}

/** The text of `encryptField`; throws CannotDecrypt. */
export function decryptField(key: Uint8Array, aad: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== VERSION || bytes.length < 1 + NONCE_BYTES + TAG_BYTES) throw new CannotDecrypt();
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES));
    decipher.final();
    return unpad(body);
  } catch {
    throw new CannotDecrypt();
  }
}

/** Associated data of a contact's ciphertext: the scope whose key sealed it and the row it belongs to. */
export function contactAad(scope: string, ref: string): string {
  return `contact/v1\0${scope}\0${ref}`;
}
