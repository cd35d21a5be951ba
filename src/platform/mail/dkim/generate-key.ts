import { generateKeyPair, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { codeOf, Refusal } from '../../embedded/refusal.js';

const pair = promisify(generateKeyPair);

/** 2048 bits: what every receiver reads and what fits the DNS (RFC 8301 §3.2). */
const BITS = 2048;

/** Makes a private key in a file that only its owner may read. Throws a Refusal rather than overwrite anything. */
export async function generateKey(kind: 'rsa' | 'ed25519', file: string): Promise<KeyObject> {
  refuseExisting(file);
  const { privateKey } =
    kind === 'rsa' ? await pair('rsa', { modulusLength: BITS }) : await pair('ed25519', {});
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') refuseExisting(file);
    throw new Refusal(`The key file ${file} cannot be written (${codeOf(error) ?? 'unknown error'}).`, {
      cause: error,
    });
  }
  return privateKey;
}

/** Throws a Refusal where a file is: a key that is in use, once overwritten, is lost. */
export function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new Refusal(`The file ${file} is there already and stays as it is; choose another selector.`);
}
