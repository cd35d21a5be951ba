import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hkdf, hmacSha256, sha256 } from '../../../src/platform/crypto/mac.js';

const text = fc.string({ unit: 'binary', maxLength: 3_000 });
const bytes = fc.uint8Array({ maxLength: 9_000 });
const key = fc.uint8Array({ maxLength: 64 });

describe('hashes and MACs', () => {
  it('are those of FIPS 180-4 and RFC 4231', () => {
    expect(sha256('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    const jefe = hmacSha256(Buffer.from('Jefe'), 'what do ya want for nothing?');
    expect(jefe.toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('agree with another implementation, whatever the length and the script', () => {
    fc.assert(
      fc.property(key, fc.oneof(text, bytes), (k, data) => {
        expect(sha256(data)).toEqual(createHash('sha256').update(data).digest());
        expect(hmacSha256(k, data)).toEqual(createHmac('sha256', k).update(data).digest());
      }),
    );
  });

  it('give each answer its own bytes', () => {
    const [one, other] = [sha256('one'), sha256('other')];
    expect(one).toEqual(sha256('one'));
    expect(one.equals(other)).toBe(false);
  });

  it('refuse a key that would have to be shortened', () => {
    expect(() => hmacSha256(Buffer.alloc(65), 'x')).toThrow(RangeError);
  });

  it('derive keys as RFC 5869 does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string({ maxLength: 40 }), (k, info) => {
        expect(hkdf(k, info)).toEqual(Buffer.from(hkdfSync('sha256', k, '', info, 32)));
      }),
    );
  });
});
