import { solveChallenge, type Challenge, type Solution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

/** A challenge solved by Altcha's own library, which knows nothing of ours. */
export interface SolvedProof {
  /** As the field `altcha` takes it. */
  readonly text: string;
  readonly solution: Solution;
}

/** Solves a challenge as any program of an integrator would. */
export async function solveProof(challenge: Challenge): Promise<SolvedProof> {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (solution === null) throw new Error('the challenge could not be solved');
  return { text: proofText(challenge, solution), solution };
}

/** Altcha's payload: base64 of the challenge and its solution. */
export function proofText(challenge: unknown, solution: unknown): string {
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
