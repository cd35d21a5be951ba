import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as base64url: what a person holds. */
export function newOpaqueToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it. A token carries 256 random bits, so a plain sha256 cannot be turned back. */
export function opaqueTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
