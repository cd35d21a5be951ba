import { hash, sign, type KeyObject } from 'node:crypto';
import { relaxedField } from './canonical.js';

const WIDTH = 76;

/** A private key with the name under which its public half stands in the DNS: `<selector>._domainkey.<domain>`. */
export interface SigningKey {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  readonly key: KeyObject;
}

/** What one signature says of one mail. */
export interface Signed {
  /** As `h=` lists them. */
  readonly names: readonly string[];
  readonly bodyHash: string;
  /** The canonical fields that the names stand for. */
  readonly fields: string;
  readonly at: Date;
}

/** The whole DKIM-Signature field (RFC 6376 §3.5), with its line end; neither `l=` nor `i=`. The work is done in the thread pool. */
export async function signatureField(key: SigningKey, signed: Signed): Promise<string> {
  const unsigned = unsignedField(key, signed);
  const text = signed.fields + relaxedField({ name: 'dkim-signature', raw: unsigned });
  const signature = (await signBytes(key, Buffer.from(text, 'latin1'))).toString('base64');
  return `${unsigned}${folded(signature)}\r\n`;
}

function unsignedField({ algorithm, domain, selector }: SigningKey, { names, bodyHash, at }: Signed): string {
  const time = Math.floor(at.getTime() / 1000);
  return `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed;\r\n d=${domain}; s=${selector};\r\n t=${time}; h=${foldedNames(names)};\r\n bh=${bodyHash};\r\n b=`;
}

/** A signature over `data`: RSASSA-PKCS1-v1_5 over its sha256, or Ed25519 over its sha256 (RFC 8463 §3). */
export function signBytes({ algorithm, key }: SigningKey, data: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, signature: Buffer) => {
      if (error) reject(error);
      else resolve(signature);
    };
    if (algorithm === 'rsa-sha256') sign('sha256', data, key, done);
    else sign(null, hash('sha256', data, 'buffer'), key, done);
  });
}

let lastNames: readonly string[] = [];
let lastFolded = '';

/** Remembered for the next mail, whose cover is mostly the same one. */
function foldedNames(names: readonly string[]): string {
  if (names !== lastNames) [lastNames, lastFolded] = [names, folding(names)];
  return lastFolded;
}

function folding(names: readonly string[]): string {
  let out = '';
  // After ` t=<ten digits>; h=`.
  let column = 17;
  names.forEach((name, index) => {
    const word = index === names.length - 1 ? name : `${name}:`;
    // The last one is followed by a semicolon.
    if (column + word.length >= WIDTH) {
      out += '\r\n  ';
      column = 2;
    }
    out += word;
    column += word.length;
  });
  return out;
}

function folded(base64: string): string {
  let out = base64.slice(0, WIDTH - 3);
  for (let at = WIDTH - 3; at < base64.length; at += WIDTH - 2)
    out += `\r\n  ${base64.slice(at, at + WIDTH - 2)}`;
  return out;
}
