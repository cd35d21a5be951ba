import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import sodium from 'sodium-native';

/** 32 bytes of SHA-256. */
export function sha256(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/** 32 bytes of HMAC-SHA-256 (RFC 2104). */
export function hmacSha256(key: Uint8Array, data: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

const short = Buffer.alloc(sodium.crypto_shorthash_BYTES);

/**
 * A number of 48 bits out of a text under a key of 16 bytes (SipHash-2-4): tells nothing of the text without the key.
 * For counting in memory, at a tenth of an HMAC's cost; too short for anything that is kept.
 */
export function keyedNumber(key: Buffer, text: string): number {
  sodium.crypto_shorthash(short, Buffer.from(text), key);
  return short.readUIntBE(0, 6);
}

const NO_SALT = Buffer.alloc(32);

/**
 * A 32-byte key for one purpose out of another key: HKDF-SHA-256 without salt (RFC 5869); `info` names the purpose.
 * One block is all that 32 bytes need, and written out it is a tenth of node's own cost.
 */
export function hkdf(key: Uint8Array, info: string): Buffer {
  const extracted = hmacSha256(NO_SALT, key);
  return createHmac('sha256', extracted).update(info).update(Buffer.of(1)).digest();
}

/** Compares in constant time; false for different lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Joins parts with a zero byte between them, so that no two lists of texts without it give the same bytes. */
export function joinWithZero(...parts: readonly string[]): string {
  return parts.join('\0');
}
