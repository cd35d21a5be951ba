import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Breakage, breakageOf, GENESIS } from './chain.js';
import { AuditStore } from './audit.store.js';

/** What a walk along the chain found. Keep `head` elsewhere: a chain cut at its end shows only against it. */
export interface AuditVerdict {
  readonly entries: number;
  /** Hash of the last entry that holds, in hex; null for an empty log. */
  readonly head: string | null;
  /** The first entry that does not hold, and why. */
  readonly broken: { readonly number: number; readonly how: Breakage } | null;
}

const CHUNK = 1000;

/** Walks the whole chain from its first entry and names the first one that does not hold. */
@Injectable()
export class VerifyAudit {
  constructor(
    private readonly db: DataSource,
    private readonly entries: AuditStore,
  ) {}

  async run(): Promise<AuditVerdict> {
    let last = { number: 0, hash: GENESIS };
    for (;;) {
      const chunk = await this.entries.listAfter(this.db.manager, last.number, CHUNK);
      for (const entry of chunk) {
        const how = breakageOf(entry, last);
        if (how)
          return verdict(last, { number: how === 'number-missing' ? last.number + 1 : entry.number, how });
        last = entry;
      }
      if (chunk.length < CHUNK) return verdict(last, null);
    }
  }
}

function verdict(last: { number: number; hash: Buffer }, broken: AuditVerdict['broken']): AuditVerdict {
  return { entries: last.number, head: last.number === 0 ? null : last.hash.toString('hex'), broken };
}
