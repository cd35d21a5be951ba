import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf, Refusal } from '../../embedded/refusal.js';

/** RFC 8301 §3.2: signers use at least 2048 bits; verifiers need not know more than 4096. */
const LEAST_BITS = 2048;
const MOST_BITS = 4096;

const MAKE_ONE = '`vigil dkim generate` makes one';

/** Reads the private key that a variable names. Throws a Refusal, one sentence, when it could not sign. */
export function readKeyFile(variable: string, file: string, wanted: 'rsa' | 'ed25519'): KeyObject {
  const key = parse(variable, file, contents(variable, file));
  const type = key.asymmetricKeyType ?? 'unknown';
  const refuse = (why: string) => new Refusal(`${variable}: the key in ${file} ${why}.`);
  if (wanted === 'ed25519') {
    if (type !== 'ed25519')
      throw refuse(`is of the kind ${nameOf(type)}, and Ed25519 is needed here; ${MAKE_ONE}`);
    return key;
  }
  if (type === 'ed25519')
    throw refuse(`is an Ed25519 key, which belongs in VIGIL_DKIM_ED25519_KEY_FILE beside an RSA key`);
  if (type !== 'rsa') throw refuse(`is of the kind ${nameOf(type)}, and RSA is needed here; ${MAKE_ONE}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS)
    throw refuse(`has ${bits} bits, and less than ${LEAST_BITS} is not safe (RFC 8301); ${MAKE_ONE}`);
  if (bits > MOST_BITS)
    throw refuse(`has ${bits} bits, and receivers need not read more than ${MOST_BITS} (RFC 8301)`);
  return key;
}

function contents(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = codeOf(error) ?? 'unknown error';
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new Refusal(`${variable}: the file ${file} ${why}; ${MAKE_ONE}.`, { cause: error });
  }
}

function parse(variable: string, file: string, text: string): KeyObject {
  const refuse = (why: string, cause?: unknown) =>
    new Refusal(`${variable}: the file ${file} ${why}.`, { cause });
  if (/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(text))
    throw refuse('holds a public key, and the private one is needed');
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw refuse(`holds no private key in PEM; ${MAKE_ONE}`);
  try {
    return createPrivateKey({ key: text, format: 'pem' });
  } catch (error) {
    const locked = codeOf(error) === 'ERR_MISSING_PASSPHRASE' || text.includes('ENCRYPTED');
    throw refuse(locked ? 'is locked with a passphrase' : 'holds a private key that is damaged', error);
  }
}

function nameOf(type: string): string {
  return type === 'ec' ? 'EC' : type.toUpperCase();
}
