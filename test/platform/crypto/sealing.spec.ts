import { createCipheriv, hkdfSync } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { CannotDecrypt, decryptField, encryptField } from '../../../src/platform/crypto/field.js';
import { hkdf } from '../../../src/platform/crypto/mac.js';
import { pad, unpad } from '../../../src/platform/crypto/padding.js';
import {
  CannotOpen,
  newSealingPair,
  PassingSealers,
  Sealer,
  SealOpener,
} from '../../../src/platform/crypto/sealing.js';

describe('padding', () => {
  it('makes whole blocks of 256 bytes and comes off again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), (data) => {
        const padded = pad(data);
        expect(padded.length % 256).toBe(0);
        expect(padded.length).toBeGreaterThan(data.length);
        expect(unpad(padded)).toEqual(Buffer.from(data));
      }),
    );
  });

  it('is missed where it is not', () => {
    expect(() => unpad(Buffer.alloc(256))).toThrow(RangeError);
    expect(() => unpad(Buffer.from('text'))).toThrow(RangeError);
  });
});

describe('a sealed form', () => {
  it('opens for its receiver, row and scope only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const mine = newSealingPair();
        const theirs = newSealingPair();
        const sealer = new Sealer(mine.publicKey);
        const sealed = sealer.seal('scope row', text);
        const again = sealer.seal('scope row', text);
        const other = new Sealer(theirs.publicKey).seal('scope row', text);
        expect(again.equals(sealed)).toBe(false);
        expect((sealed.length - 40) % 256).toBe(0);

        const opener = new SealOpener(mine.publicKey, mine.secretKey);
        expect(opener.open(sealer.ephemeralKey, 'scope row', sealed)).toBe(text);
        expect(opener.open(sealer.ephemeralKey, 'scope row', again)).toBe(text);
        expect(() => opener.open(sealer.ephemeralKey, 'scope other', sealed)).toThrow(CannotOpen);
        expect(() => opener.open(sealer.ephemeralKey, 'scope row', other)).toThrow(CannotOpen);
        expect(() => opener.open(newSealingPair().publicKey, 'scope row', sealed)).toThrow(CannotOpen);
        sealed[30]! ^= 1;
        expect(() => opener.open(sealer.ephemeralKey, 'scope row', sealed)).toThrow(CannotOpen);
      }),
      { numRuns: 30 },
    );
  });

  it('is refused when it is cut short, empty or sealed with a degenerate key', () => {
    const pair = newSealingPair();
    const opener = new SealOpener(pair.publicKey, pair.secretKey);
    for (const sealed of [Buffer.alloc(0), Buffer.alloc(40), Buffer.alloc(300)]) {
      expect(() => opener.open(Buffer.alloc(32), 'a', sealed)).toThrow(CannotOpen);
      expect(() => opener.open(Buffer.alloc(5), 'a', sealed)).toThrow(CannotOpen);
    }
  });

  it('cannot be opened by its sender once the sealer is wiped', () => {
    const sealer = new Sealer(newSealingPair().publicKey);
    const { key } = sealer as unknown as { key: Buffer };
    expect(key).not.toEqual(Buffer.alloc(32));
    sealer.wipe();
    expect(key).toEqual(Buffer.alloc(32));
  });

  it('is sealed by one sealer for a moment, which is then wiped, and never by one for two receivers', () => {
    jest.useFakeTimers();
    try {
      const [mine, theirs] = [newSealingPair().publicKey, newSealingPair().publicKey];
      const sealers = new PassingSealers(1_000);
      const first = sealers.to(mine);
      expect(sealers.to(mine)).toBe(first);
      expect(sealers.to(theirs).ephemeralKey).not.toEqual(first.ephemeralKey);
      jest.advanceTimersByTime(1_000);
      expect((first as unknown as { key: Buffer }).key).toEqual(Buffer.alloc(32));
      expect(sealers.to(mine).ephemeralKey).not.toEqual(first.ephemeralKey);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('an encrypted field', () => {
  it('of the first days, AES-256-GCM, still opens, and its place and tag count', () => {
    const [key, nonce] = [Buffer.alloc(32, 1), Buffer.alloc(12, 2)];
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('place'));
    const body = Buffer.concat([cipher.update(pad(Buffer.from('of old'))), cipher.final()]);
    const sealed = Buffer.concat([Buffer.of(1), nonce, body, cipher.getAuthTag()]);
    expect(decryptField(key, 'place', sealed).toString()).toBe('of old');
    expect(() => decryptField(key, 'elsewhere', sealed)).toThrow(CannotDecrypt);
    expect(() => decryptField(key, 'place', sealed.subarray(0, -1))).toThrow(CannotDecrypt);
    expect(() => decryptField(key, 'place', Buffer.of(1))).toThrow(CannotDecrypt);
  });

  it('opens with its key and its place only', () => {
    const key = Buffer.alloc(32, 1);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        const sealed = encryptField(key, place, text);
        expect(decryptField(key, place, sealed).toString()).toBe(text);
        expect(() => decryptField(key, `${place}x`, sealed)).toThrow(CannotDecrypt);
        expect(() => decryptField(Buffer.alloc(32, 2), place, sealed)).toThrow(CannotDecrypt);
        expect(() => decryptField(key, place, sealed.subarray(0, -1))).toThrow(CannotDecrypt);
      }),
    );
  });
});

describe('a derived key', () => {
  it('is that of RFC 5869', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ maxLength: 100 }), (key, info) => {
        const wanted = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), info, 32));
        expect(hkdf(key, info)).toEqual(wanted);
      }),
    );
  });
});
