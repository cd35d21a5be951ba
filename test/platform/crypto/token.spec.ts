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
  /** The ten digits of every script that ICU writes numbers in, from 0 to 9: an oracle that knows nothing of ours. */
  const scripts = Intl.supportedValuesOf('numberingSystem')
    .map((numberingSystem) => {
      const numbers = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
      return Array.from('0123456789', (digit) => numbers.format(Number(digit)));
    })
    .filter((digits) => digits.every((digit) => /^\p{Nd}$/u.test(digit)));
  const between = [
    '',
    ' ',
    '\u00a0',
    '\u202f',
    '-',
    '\u2013',
    '\u2212',
    '.',
    ',',
    '\u060c',
    '\u066c',
    '\u00b7',
    '\u200f',
    '\u2066',
    '/',
  ];

  it('is twelve digits, and read back from any script, grouping, separators and direction marks', () => {
    expect(scripts.length).toBeGreaterThan(50);
    fc.assert(
      fc.property(
        fc.tuple(key, fc.uuid(), issue),
        fc.constantFrom(...scripts),
        fc.array(fc.constantFrom(...between), { minLength: 13, maxLength: 13 }),
        ([secret, ref, n], digits, separators) => {
          const code = deriveCode(secret, ref, n);
          expect(code).toMatch(/^\d{12}$/);
          expect(readCode(groupedCode(code))).toBe(code);
          const typed = Array.from(code, (digit, i) => `${separators[i]!}${digits[Number(digit)]!}`).join('');
          expect(readCode(typed + separators[12]!)).toBe(code);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows every decimal digit of Unicode, as many of each value', () => {
    const values = new Map<string, number>();
    for (let point = 0x30; point < 0x110000; point++) {
      const digit = String.fromCodePoint(point);
      if (!/^\p{Nd}$/u.test(digit)) continue;
      const read = readCode(digit.repeat(12));
      expect(read).toMatch(/^(\d)\1{11}$/);
      values.set(read![0]!, (values.get(read![0]!) ?? 0) + 1);
    }
    const counts = [...values.values()];
    expect(counts).toHaveLength(10);
    expect(counts[0]).toBeGreaterThan(60);
    expect(new Set(counts).size).toBe(1);
  });

  it('is read from digits of several scripts at once', () => {
    expect(readCode('۱۲۳۴ ٥٦٧٨ 9012')).toBe('123456789012');
    expect(readCode('१२३४-５６７８.𝟗𝟎𝟏𝟐')).toBe('123456789012');
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
