import { timingSafeEqual } from 'node:crypto';
import sodium from 'sodium-native';

const DIGEST_BYTES = 32;
const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** Where short inputs are laid down; every use is done with it before it returns. */
const room = Buffer.alloc(4_096);
const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);

/** 32 bytes of SHA-256 (FIPS 180-4); libsodium's, which makes no object for a hash as node's does and costs a third. */
export function sha256(data: string | Uint8Array): Buffer {
  return digestOf(bytesOf(data, 0));
}

/** 32 bytes of HMAC-SHA-256 (RFC 2104 §2), with keys of at most a block. */
export function hmacSha256(key: Uint8Array, data: string | Uint8Array): Buffer {
  if (key.length > BLOCK_BYTES) throw new RangeError('the key is longer than a block');
  const message = bytesOf(data, BLOCK_BYTES);
  const head = message.subarray(0, BLOCK_BYTES);
  head.fill(INNER_PAD);
  outer.fill(OUTER_PAD, 0, BLOCK_BYTES);
  for (let at = 0; at < key.length; at += 1) {
    const byte = key[at] ?? 0;
    head[at] = INNER_PAD ^ byte;
    outer[at] = OUTER_PAD ^ byte;
  }
  sodium.crypto_hash_sha256(outer.subarray(BLOCK_BYTES), message);
  return digestOf(outer);
}

function digestOf(bytes: Buffer): Buffer {
  const digest = Buffer.allocUnsafe(DIGEST_BYTES);
  sodium.crypto_hash_sha256(digest, bytes);
  return digest;
}

/** The data as bytes with so many free before them. */
function bytesOf(data: string | Uint8Array, free: number): Buffer {
  // A character takes three bytes of UTF-8 at most for each UTF-16 unit.
  const most = free + (typeof data === 'string' ? data.length * 3 : data.length);
  const place = most <= room.length ? room : Buffer.allocUnsafe(most);
  if (typeof data === 'string') return place.subarray(0, free + place.write(data, free, 'utf8'));
  place.set(data, free);
  return place.subarray(0, free + data.length);
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
  return hmacSha256(extracted, Buffer.concat([Buffer.from(info), Buffer.of(1)]));
}

/** Compares in constant time; false for different lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Joins parts with a zero byte between them, so that no two lists of texts without it give the same bytes. */
export function joinWithZero(...parts: readonly string[]): string {
  return parts.join('\0');
}
