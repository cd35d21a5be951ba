import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readKeyFile } from '../../../src/platform/mail/dkim/key-file.js';
import { MailSigner } from '../../../src/platform/mail/dkim/mail-signer.js';
import { inStrings, publicRecord } from '../../../src/platform/mail/dkim/public-record.js';
import { dkimKeys, keyFile, type TestKeys } from '../../support/dkim-keys.js';

let keys: TestKeys;

beforeAll(async () => {
  keys = await dkimKeys();
});

describe('a key that could not sign', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-dkim-'));
  const written = (name: string, text: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });

  it.each([
    ['a missing file', () => join(folder, 'none.pem'), /does not exist/],
    ['a folder', () => folder, /cannot be read \(EISDIR\)/],
    ['no PEM', () => written('a', 'hello'), /holds no private key in PEM/],
    [
      'a public key',
      () => written('b', rsa(2048).publicKey.export({ type: 'spki', format: 'pem' })),
      /holds a public key/,
    ],
    [
      'a damaged key',
      () => written('c', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n'),
      /is damaged/,
    ],
    [
      'a locked key',
      () =>
        written(
          'd',
          rsa(2048).privateKey.export({
            type: 'pkcs8',
            format: 'pem',
            cipher: 'aes-256-cbc',
            passphrase: 'x',
          }),
        ),
      /locked with a passphrase/,
    ],
    ['RSA of 1024 bits', () => keyFile(rsa(1024).privateKey), /has 1024 bits, and less than 2048/],
    ['RSA of 2047 bits', () => keyFile(rsa(2047).privateKey), /has 2047 bits/],
    [
      'an EC key',
      () => keyFile(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      /of the kind EC, and RSA is needed/,
    ],
    [
      'an RSA-PSS key',
      () => keyFile(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey),
      /RSA-PSS/,
    ],
    [
      'an Ed25519 key',
      () => keyFile(generateKeyPairSync('ed25519').privateKey),
      /belongs in VIGIL_DKIM_ED25519_KEY_FILE/,
    ],
  ])('is refused in one sentence: %s', async (_, fileOf, why) => {
    const file = fileOf();
    const opening = MailSigner.open([{ domain: 'example.org', rsa: { selector: 's', keyFile: file } }]);
    const refusal = await opening.then(
      () => new Error('not refused'),
      (error: unknown) => error as Error,
    );
    expect(refusal.message).toMatch(why);
    expect(refusal.message).toMatch(/^VIGIL_DKIM_KEY_FILE: [^\n]*\.$/);
    expect(refusal.message).toContain(file);
  });

  it('is refused where Ed25519 is wanted', () => {
    expect(() => readKeyFile('VIGIL_DKIM_ED25519_KEY_FILE', keys.dkim.rsa.keyFile, 'ed25519')).toThrow(
      /of the kind RSA, and Ed25519 is needed/,
    );
  });

  it('is none of these: PKCS#1 and PKCS#8', () => {
    const { privateKey } = rsa(2048);
    const pkcs1 = written('e', privateKey.export({ type: 'pkcs1', format: 'pem' }));
    expect(readKeyFile('X', pkcs1, 'rsa').equals(privateKey)).toBe(true);
    expect(readKeyFile('X', keyFile(privateKey), 'rsa').equals(privateKey)).toBe(true);
  });
});

describe('a published record', () => {
  it('comes in strings of at most 255 octets that join to the whole', () => {
    const [rsa, ed25519] = keys.signer.all.map(({ key }) => publicRecord(key));
    expect(inStrings(rsa!).map((part) => part.length)).toEqual([255, rsa!.length - 255]);
    expect(inStrings(rsa!).join('')).toBe(rsa);
    expect(inStrings(ed25519!)).toEqual([ed25519]);
  });
});
