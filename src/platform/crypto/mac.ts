import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** 32 bytes of SHA-256. */
export function sha256(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/** 32 bytes of HMAC-SHA-256 (RFC 2104). */
export function hmacSha256(key: Uint8Array, data: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** A 32-byte key for one purpose out of another key (HKDF-SHA-256, RFC 5869); `info` names the purpose. */
export function hkdf(key: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), info, 32));
}

/** Compares in constant time; false for different lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Joins parts with a zero byte between them, so that no two lists of texts without it give the same bytes. */
export function joinWithZero(...parts: readonly string[]): string {
  return parts.join('\0');
}
