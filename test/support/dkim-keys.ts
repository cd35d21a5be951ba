import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DkimConfig } from '../../src/platform/config/dkim-config.js';
import { MailSigner } from '../../src/platform/mail/dkim/mail-signer.js';
import { publicRecord, recordName } from '../../src/platform/mail/dkim/public-record.js';
import type { PublishedKeys } from './dkim-verifiers.js';

/** Fresh keys of one domain, in files, with what its DNS would publish. */
export interface TestKeys {
  readonly dkim: DkimConfig & { readonly ed25519: { readonly selector: string; readonly keyFile: string } };
  readonly signer: MailSigner;
  readonly published: PublishedKeys;
}

/** Writes a private key as PEM and answers the file. */
export function keyFile(key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }): string {
  const file = join(mkdtempSync(join(tmpdir(), 'vigil-dkim-')), 'key.pem');
  writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}

/** An RSA key and an Ed25519 key for a domain; the signer makes both signatures. */
export async function dkimKeys(domain = 'example.org'): Promise<TestKeys> {
  const dkim = {
    domain,
    rsa: {
      selector: 'test',
      keyFile: keyFile(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    },
    ed25519: { selector: 'test-ed', keyFile: keyFile(generateKeyPairSync('ed25519').privateKey) },
  };
  const signer = await MailSigner.open([dkim]);
  const published = Object.fromEntries(
    signer.all.map(({ selector, key }) => [recordName(selector, domain), publicRecord(key)]),
  );
  return { dkim, signer, published };
}
