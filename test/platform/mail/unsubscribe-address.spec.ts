import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  isBrokenUnsubscribe,
  unsubscribeAddress,
  unsubscribeToken,
} from '../../../src/platform/mail/unsubscribe-address.js';

const DOMAIN = 'bounces.example.org';

describe('an address to unsubscribe by', () => {
  it('gives every token back, in letters of either case, from a local part that mail servers take', () => {
    const ends = [Buffer.alloc(32), Buffer.alloc(32, 255), Buffer.from('01'.padStart(64, '0'), 'hex')];
    for (const bytes of [...ends, ...Array.from({ length: 500 }, () => randomBytes(32))]) {
      const token = bytes.toString('base64url');
      const address = unsubscribeAddress(token, DOMAIN);
      expect(address).toMatch(/^[a-z0-9+]{62}@bounces\.example\.org$/);
      expect(unsubscribeToken(address)).toBe(token);
      expect(unsubscribeToken(address.toUpperCase())).toBe(token);
      expect(isBrokenUnsubscribe(address)).toBe(false);
    }
  });

  it('holds no more than a token, and no less', () => {
    const beyond = (2n ** 256n).toString(36).padStart(50, '0');
    for (const digits of [
      '',
      'a',
      beyond,
      'z'.repeat(50),
      'a'.repeat(49),
      'a'.repeat(51),
      `${'a'.repeat(49)}_`,
    ]) {
      expect(unsubscribeToken(`unsubscribe+${digits}@${DOMAIN}`)).toBeNull();
      expect(isBrokenUnsubscribe(`unsubscribe+${digits}@${DOMAIN}`)).toBe(true);
    }
    for (const other of ['', '@', 'unsubscribe', `unsubscribe@${DOMAIN}`, `b+1.00000000@${DOMAIN}`]) {
      expect(unsubscribeToken(other)).toBeNull();
      expect(isBrokenUnsubscribe(other)).toBe(false);
    }
  });
});
