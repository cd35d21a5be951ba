import { Injectable } from '@nestjs/common';
import type { Json } from '../../kernel/json.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { Actor } from './audit.rules.js';
import type { ChainedAct } from './chain.js';

/** An entry as it is kept. */
export type AuditEntry = ChainedAct & { readonly hash: Buffer };

/** Any key does, as long as every appending transaction takes the same one. */
const APPEND_LOCK = 7_306_010;

interface Row {
  number: string;
  at: Date;
  actor: Actor;
  act: string;
  subject_kind: string;
  subject_id: string;
  detail: Json;
  previous_hash: Buffer;
  hash: Buffer;
}

/** SQL over `audit_entry`: it can add and read, nothing else. */
@Injectable()
export class AuditStore {
  /** The newest entry, or null; nobody else appends until the transaction ends. */
  async lockHead(tx: Tx): Promise<{ number: number; hash: Buffer } | null> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK]);
    const [head] = await rows<{ number: string; hash: Buffer }>(
      tx,
      'SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1',
    );
    return head ? { number: Number(head.number), hash: head.hash } : null;
  }

  async insert(tx: Tx, entry: AuditEntry): Promise<void> {
    await tx.query(
      `INSERT INTO audit_entry (number, at, actor, act, subject_kind, subject_id, detail, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        entry.number,
        entry.at,
        entry.actor,
        entry.act,
        entry.subject.kind,
        entry.subject.id,
        JSON.stringify(entry.detail),
        entry.previousHash,
        entry.hash,
      ],
    );
  }

  /** The entries after a number, oldest first, at most `limit`. */
  async listAfter(tx: Tx, number: number, limit: number): Promise<AuditEntry[]> {
    const found = await rows<Row>(
      tx,
      'SELECT * FROM audit_entry WHERE number > $1 ORDER BY number LIMIT $2',
      [number, limit],
    );
    return found.map(entryOf);
  }

  /** What was done to a subject, newest first. */
  async listAbout(tx: Tx, subject: { kind: string; id: string }, limit = 100): Promise<AuditEntry[]> {
    const found = await rows<Row>(
      tx,
      'SELECT * FROM audit_entry WHERE subject_kind = $1 AND subject_id = $2 ORDER BY number DESC LIMIT $3',
      [subject.kind, subject.id, limit],
    );
    return found.map(entryOf);
  }
}

function entryOf(row: Row): AuditEntry {
  return {
    number: Number(row.number),
    at: row.at,
    actor: row.actor,
    act: row.act,
    subject: { kind: row.subject_kind, id: row.subject_id },
    detail: row.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
