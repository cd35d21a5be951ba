import { Injectable } from '@nestjs/common';
import { rows, type Tx } from '../../platform/database/sql.js';
import { departuresIn, type TallyLine } from './tally-comparison.js';

/** They agreed; they did not, and nothing was done about it; they did not, and the count was written anew. */
export type TallyOutcome = 'agreed' | 'departed' | 'repaired';

/** What a proof of the public count found. */
export interface TallyProof {
  readonly provedAt: Date;
  readonly outcome: TallyOutcome;
  readonly campaigns: number;
  /** The published numbers that were not those of the rows. */
  readonly departures: readonly TallyLine[];
}

/** How long a proof is kept; the last one is kept anyhow. */
const KEEP = '400 days';
/** Departures written down of one proof. */
const MOST = 1_000;

/** What a comparison amounts to; `otherwise` is the outcome where the two departed. */
export function proofOf(
  lines: readonly TallyLine[],
  provedAt: Date,
  otherwise: 'departed' | 'repaired',
): TallyProof {
  const departures = departuresIn(lines);
  const campaigns = lines.filter(({ part }) => part === 'confirmed').length;
  return { provedAt, outcome: departures.length === 0 ? 'agreed' : otherwise, campaigns, departures };
}

/** The proofs of the public count, the last of which operators are shown. */
@Injectable()
export class TallyProofStore {
  /** Keeps a proof, and lets go of those of long ago. */
  async add(tx: Tx, { provedAt, outcome, campaigns, departures }: TallyProof): Promise<void> {
    await tx.query(`DELETE FROM tally_proof WHERE proved_at < $1::timestamptz - interval '${KEEP}'`, [
      provedAt,
    ]);
    await tx.query(
      'INSERT INTO tally_proof (proved_at, outcome, campaigns, departures) VALUES ($1, $2, $3, $4)',
      [provedAt, outcome, campaigns, JSON.stringify(departures.slice(0, MOST))],
    );
  }

  /** The newest, or null where the count was never proved. */
  async findLast(tx: Tx): Promise<TallyProof | null> {
    const [last] = await rows<TallyProof>(
      tx,
      `SELECT proved_at AS "provedAt", outcome, campaigns, departures FROM tally_proof
        ORDER BY number DESC LIMIT 1`,
    );
    return last ?? null;
  }
}
