import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/json.js';
import type { AuditAct } from './audit.rules.js';

/** An act with its place in the chain. */
export interface ChainedAct extends AuditAct {
  readonly number: number;
  readonly at: Date;
  readonly previousHash: Buffer;
}

/** What the first entry follows. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** The entry's hash: sha256 over the canonical JSON of all it says and of the hash before it. */
export function hashOf(entry: ChainedAct): Buffer {
  const text = canonicalJson({
    number: entry.number,
    at: entry.at.toISOString(),
    actor: entry.actor,
    act: entry.act,
    subject: { kind: entry.subject.kind, id: entry.subject.id },
    detail: entry.detail,
    previous: entry.previousHash.toString('hex'),
  });
  return createHash('sha256').update(text).digest();
}

/** How a chain is broken at an entry. */
export type Breakage = 'number-missing' | 'does-not-follow' | 'content-changed';

/** What is wrong with an entry that should follow another; null: it holds. */
export function breakageOf(
  entry: ChainedAct & { readonly hash: Buffer },
  after: { readonly number: number; readonly hash: Buffer },
): Breakage | null {
  if (entry.number !== after.number + 1) return 'number-missing';
  if (!entry.previousHash.equals(after.hash)) return 'does-not-follow';
  return hashOf(entry).equals(entry.hash) ? null : 'content-changed';
}
