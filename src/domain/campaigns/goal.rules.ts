import type { CampaignState } from './campaign.rules.js';

/** What a campaign aims at, and the goal before that one, once it was reached. */
export interface Goal {
  /** Null: a campaign that has ended and never named one. */
  readonly goal: number | null;
  readonly reached: number | null;
}

/** The lowest rung of the ladder. */
const FIRST = 100;

/**
 * The rung above a count: 1, 2.5 and 5 times each power of ten, from 100 up. So the next goal is always in sight, and at
 * most two and a half times the one before.
 */
export function rungAbove(confirmed: number): number {
  let rung = FIRST;
  while (rung <= confirmed) rung = nextRung(rung);
  return rung;
}

/**
 * The goal of a campaign from its count alone, so that the page and other programs cannot disagree: the one it chose
 * until that is reached, then the ladder's; the ladder's from the beginning where it chose none. What has ended aims at
 * nothing more.
 */
export function goalOf(campaign: {
  readonly state: CampaignState;
  readonly chosen: number | null;
  readonly confirmed: number;
}): Goal {
  const { chosen, confirmed, state } = campaign;
  if (state === 'closed' || state === 'archived') {
    return { goal: chosen, reached: chosen !== null && confirmed >= chosen ? chosen : null };
  }
  if (chosen !== null && confirmed < chosen) return { goal: chosen, reached: null };
  return { goal: rungAbove(confirmed), reached: Math.max(chosen ?? 0, rungBelow(confirmed)) || null };
}

/** The highest rung that a count has reached; 0 below the first. */
function rungBelow(confirmed: number): number {
  let below = 0;
  for (let rung = FIRST; rung <= confirmed; rung = nextRung(rung)) below = rung;
  return below;
}

function nextRung(rung: number): number {
  const power = 10 ** Math.floor(Math.log10(rung) + 1e-9);
  const digit = Math.round((rung / power) * 10);
  if (digit === 10) return power * 2.5;
  return digit === 25 ? power * 5 : power * 10;
}
