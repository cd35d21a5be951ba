import { createPublicKey, hash, verify } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { DkimConfig } from '../../config/dkim-config.js';
import { Refusal } from '../../embedded/refusal.js';
import { laidBehind } from '../mail-block.js';
import { bodyHash, headerFields, relaxedField } from './canonical.js';
import { readKeyFile } from './key-file.js';
import { signatureField, signBytes, type SigningKey } from './signature.js';
import { canonicalFields, coverOf } from './signed-fields.js';

/** Mail is signed here, but no key is for the domain of its From: unsigned it must not leave. */
export class NoKeyForDomain extends Error {
  constructor(readonly domain: string) {
    super(`no DKIM key is for the sender's domain ${domain}`);
    this.name = 'NoKeyForDomain';
  }
}

/** Signs every mail with the keys of its From domain (`d=` equal to it, so that DMARC aligns strictly); without any key mail leaves as it is. */
export class MailSigner {
  private constructor(private readonly keys: ReadonlyMap<string, readonly SigningKey[]>) {}

  /** Reads the keys and tries each. Throws a Refusal, one sentence, when one of them could not sign. */
  static async open(domains: readonly DkimConfig[]): Promise<MailSigner> {
    const keys = new Map<string, readonly SigningKey[]>();
    for (const dkim of domains) {
      const own = keysOf(dkim);
      for (const key of own) await tryOut(key);
      keys.set(dkim.domain, own);
    }
    return new MailSigner(keys);
  }

  /** All keys, by domain: what the DNS has to publish. */
  get all(): readonly SigningKey[] {
    return [...this.keys.values()].flat();
  }

  /** The mail with its signatures before everything else. Throws NoKeyForDomain. */
  async sign(mail: Buffer, at: Date): Promise<Buffer> {
    if (this.keys.size === 0) return mail;
    const end = mail.indexOf('\r\n\r\n') + 2;
    const fields = headerFields(mail.toString('latin1', 0, end));
    const from = fields.find(({ name }) => name === 'from');
    const domain = domainOf(from ? relaxedField(from) : '');
    const keys = this.keys.get(domain);
    if (!keys) throw new NoKeyForDomain(domain);
    const { names, places } = coverOf(fields);
    const signed = {
      names,
      bodyHash: bodyHash(mail.subarray(end + 2)),
      fields: canonicalFields(places, fields),
      at,
    };
    const signatures = await Promise.all(keys.map((key) => signatureField(key, signed)));
    return laidBehind(signatures.join(''), mail);
  }
}

/** The domain of a From field with one mailbox, as the DNS writes it. */
function domainOf(from: string): string {
  const domain = /@([^@<>\s]+)>?$/.exec(from)?.[1] ?? '';
  return domainToASCII(Buffer.from(domain, 'latin1').toString('utf8'));
}

function keysOf({ domain, rsa, ed25519 }: DkimConfig): SigningKey[] {
  const keys: SigningKey[] = [
    {
      domain,
      selector: rsa.selector,
      algorithm: 'rsa-sha256',
      key: readKeyFile('VIGIL_DKIM_KEY_FILE', rsa.keyFile, 'rsa'),
    },
  ];
  if (ed25519) {
    const key = readKeyFile('VIGIL_DKIM_ED25519_KEY_FILE', ed25519.keyFile, 'ed25519');
    keys.push({ domain, selector: ed25519.selector, algorithm: 'ed25519-sha256', key });
  }
  return keys;
}

/** A key that reads well may still not sign here (a build of OpenSSL that forbids it): only a signature proves it. */
async function tryOut(key: SigningKey): Promise<void> {
  const data = Buffer.from(`a trial by ${key.selector}._domainkey.${key.domain}`);
  const publicKey = createPublicKey(key.key);
  try {
    const signature = await signBytes(key, data);
    const holds =
      key.algorithm === 'rsa-sha256'
        ? verify('sha256', data, publicKey, signature)
        : verify(null, hash('sha256', data, 'buffer'), publicKey, signature);
    if (holds) return;
  } catch (error) {
    throw new Refusal(
      `The DKIM key ${key.selector} of ${key.domain} cannot sign (${error instanceof Error ? error.message : 'unknown error'}).`,
      { cause: error },
    );
  }
  throw new Refusal(`The DKIM key ${key.selector} of ${key.domain} makes signatures that do not verify.`);
}
