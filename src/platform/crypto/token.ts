import { asciiDigits } from '../../kernel/digits.js';
import { hmacSha256, joinWithZero, sha256 } from './mac.js';

/** What a token lets its bearer do. */
export type TokenPurpose = 'confirm' | 'withdraw' | 'unsubscribe' | 'not-me' | 'sign-in' | 'sending-test';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * 43 characters of base64url: HMAC-SHA-256 under the scope's token key over purpose, row and issue number. The
 * same arguments give the same token, so a resend can carry it and nothing but its hash is stored.
 */
export function deriveToken(tokenKey: Uint8Array, purpose: TokenPurpose, ref: string, issue: number): string {
  return hmacSha256(tokenKey, joinWithZero(purpose, ref, String(issue))).toString('base64url');
}

/** Whether a text could be a token: saves the database the question. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What a row holds of a token. */
export function tokenHash(token: string): Buffer {
  return sha256(`token/v1\0${token}`);
}

/** The token of *my signature* out of the confirmation's, one-way: the thank-you page can link it, the way back is barred. */
export function meTokenOf(confirmToken: string): string {
  return sha256(`me/v1\0${confirmToken}`).toString('base64url');
}

/** The twelve digits that confirm like the link, for whoever cannot follow one. */
export function deriveCode(tokenKey: Uint8Array, ref: string, issue: number): string {
  const mac = hmacSha256(tokenKey, joinWithZero('code', ref, String(issue)));
  return String(mac.readBigUInt64BE(0) % 1_000_000_000_000n).padStart(12, '0');
}

/** Three groups of four, easy to read aloud. */
export function groupedCode(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** The twelve digits of what a person typed, in the digits of any script and with any spaces, dashes or points; else null. */
export function readCode(typed: string): string | null {
  if (typed.length > 64) return null;
  const bare = asciiDigits(typed.normalize('NFKC').replace(/[\s\p{Cf}\p{P}\u2212]/gu, ''));
  return /^[0-9]{12}$/.test(bare) ? bare : null;
}

/** What a row holds of a code. */
export function codeHash(code: string): Buffer {
  return sha256(`code/v1\0${code}`);
}
