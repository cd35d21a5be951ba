import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  codeHash,
  deriveCode,
  deriveToken,
  groupedCode,
  isToken,
  meTokenOf,
  readCode,
  tokenHash,
} from '../../../src/platform/crypto/token.js';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const issue = fc.integer({ min: 1, max: 1000 });

describe('a token', () => {
  it('is the same for the same row, purpose and issue, and another for any other', () => {
    fc.assert(
      fc.property(key, fc.uuid(), fc.uuid(), issue, (secret, one, two, n) => {
        const token = deriveToken(secret, 'confirm', one, n);
        expect(isToken(token)).toBe(true);
        expect(deriveToken(secret, 'confirm', one, n)).toBe(token);
        const others = [
          deriveToken(secret, 'withdraw', one, n),
          deriveToken(secret, 'confirm', one, n + 1),
          ...(one === two ? [] : [deriveToken(secret, 'confirm', two, n)]),
          meTokenOf(token),
        ];
        expect(others).not.toContain(token);
      }),
    );
  });

  it('is stored as a hash that differs from those of a code and of my signature', () => {
    const token = deriveToken(Buffer.alloc(32), 'confirm', 'a', 1);
    const hashes = [tokenHash(token), tokenHash(meTokenOf(token)), codeHash(token)].map((hash) =>
      hash.toString('hex'),
    );
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('a code', () => {
  const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0x1d7d8, 0x0e50];

  it('is twelve digits, and read back from any script, grouping and direction mark', () => {
    fc.assert(
      fc.property(key, fc.uuid(), issue, fc.constantFrom(...zeros), (secret, ref, n, zero) => {
        const code = deriveCode(secret, ref, n);
        expect(code).toMatch(/^\d{12}$/);
        const typed = code.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
        expect(readCode(typed)).toBe(code);
        expect(readCode(`\u200F ${groupedCode(code).replace(' ', '\u2013')}\u00A0`)).toBe(code);
      }),
    );
  });

  it('knows the value of every decimal digit of Unicode', () => {
    for (let point = 0x30; point < 0x1fbfa; point++) {
      const digit = String.fromCodePoint(point);
      if (!/^\p{Nd}$/u.test(digit)) continue;
      expect(readCode(digit.repeat(12))).toMatch(/^(\d)\1{11}$/);
    }
  });

  it('is nothing else', () => {
    for (const typed of [
      '',
      '12345678901',
      '1234567890123',
      '12345678901a',
      '½'.repeat(12),
      '1'.repeat(80),
    ]) {
      expect(readCode(typed)).toBeNull();
    }
  });
});
