import { createHmac, pbkdf2Sync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What the puzzle is, signed as it stands; Altcha's own names, in the order of the alphabet, which it signs. */
interface ProofParameters {
  readonly algorithm: 'PBKDF2/SHA-256';
  readonly cost: number;
  readonly data: { readonly campaign: string; readonly key: string };
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly keyLength: number;
  /** What the derived key begins with, in hex: half of it, so that the other half cannot be guessed. */
  readonly keyPrefix: string;
  /** The MAC of the whole derived key: whoever has found it can be believed without deriving it again. */
  readonly keySignature: string;
  readonly nonce: string;
  readonly salt: string;
}

/** A puzzle as Altcha's solvers take it (altcha-lib 2, deterministic mode with a key signature). */
export interface ProofChallenge {
  readonly parameters: ProofParameters;
  readonly signature: string;
}

/** What came back, read but not yet believed. */
export interface ProofAnswer {
  readonly challenge: ProofChallenge;
  /** In hex. */
  readonly derivedKey: string;
}

/** The keys that make puzzles and know them again; `id` tells them from another process's. */
export interface ProofKeys {
  readonly id: string;
  readonly challenge: Buffer;
  readonly answer: Buffer;
}

const COST = 200;
const KEY_BYTES = 32;
const MOST_CHARACTERS = 2_000;

/** Keys made at random. */
export function newProofKeys(): ProofKeys {
  return { id: randomBytes(6).toString('base64url'), challenge: randomBytes(32), answer: randomBytes(32) };
}

/** A puzzle that needs between half of `attempts` and all of them; making it takes one. */
export function makeChallenge(
  keys: ProofKeys,
  { campaign, expiresAt, attempts }: { campaign: string; expiresAt: number; attempts: number },
): ProofChallenge {
  const nonce = randomBytes(16);
  const salt = randomBytes(16);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(randomInt(Math.floor(attempts / 2), attempts));
  const derived = pbkdf2Sync(Buffer.concat([nonce, counter]), salt, COST, KEY_BYTES, 'sha256');
  const parameters: ProofParameters = {
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    data: { campaign, key: keys.id },
    expiresAt,
    keyLength: KEY_BYTES,
    keyPrefix: derived.toString('hex', 0, KEY_BYTES / 2),
    keySignature: mac(keys.answer, derived),
    nonce: nonce.toString('hex'),
    salt: salt.toString('hex'),
  };
  return { parameters, signature: signatureOf(keys, parameters) };
}

/** Reads a field's text (base64 of JSON, as Altcha sends it); null where it is no proof of our shape. */
export function readAnswer(text: string): ProofAnswer | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(text, 'base64').toString()) as Sent;
    const { data, expiresAt, keyPrefix, keySignature, nonce, salt } = challenge.parameters;
    const { campaign, key } = data;
    const texts = [
      campaign,
      key,
      keyPrefix,
      keySignature,
      nonce,
      salt,
      challenge.signature,
      solution.derivedKey,
    ];
    if (!texts.every((each) => typeof each === 'string') || typeof expiresAt !== 'number') return null;
    const parameters: ProofParameters = {
      algorithm: 'PBKDF2/SHA-256',
      cost: COST,
      data: { campaign, key },
      expiresAt,
      keyLength: KEY_BYTES,
      keyPrefix,
      keySignature,
      nonce,
      salt,
    };
    return { challenge: { parameters, signature: challenge.signature }, derivedKey: solution.derivedKey };
  } catch {
    return null;
  }
}

/** Whether these keys made the puzzle, and the key found is its solution: two MACs, whatever the puzzle cost. */
export function isSolved(keys: ProofKeys, { challenge, derivedKey }: ProofAnswer): boolean {
  const { parameters, signature } = challenge;
  return (
    alike(signature, signatureOf(keys, parameters)) &&
    alike(parameters.keySignature, mac(keys.answer, Buffer.from(derivedKey, 'hex')))
  );
}

/** The shape that is hoped for; every part of it is checked before it is used. */
interface Sent {
  readonly challenge: ProofChallenge;
  readonly solution: { readonly derivedKey: string };
}

function signatureOf(keys: ProofKeys, parameters: ProofParameters): string {
  return mac(keys.challenge, JSON.stringify(parameters));
}

function mac(key: Buffer, content: string | Buffer): string {
  return createHmac('sha256', key).update(content).digest('hex');
}

function alike(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
