import type { Request } from 'autocannon';
import { load, type Load, median } from './load.js';

const ROUNDS = 3;
const WARM_UP = 0.2;

/** How many requests `inTurn` sends to each of the two in all. */
export function sentInTurn(amount: number): number {
  return amount * ROUNDS + amount * WARM_UP;
}

/** The same load on both, three rounds in turn after a warm-up; the medians. */
export async function inTurn(
  vigilUrl: string,
  bareUrl: string,
  amount: number,
  request: Request,
): Promise<{ vigil: Load; bare: Load }> {
  const vigil: Load[] = [];
  const bare: Load[] = [];
  for (const url of [vigilUrl, bareUrl]) await load(url, amount * WARM_UP, request);
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await load(bareUrl, amount, request));
    vigil.push(await load(vigilUrl, amount, request));
  }
  return { vigil: median(vigil), bare: median(bare) };
}
