import { goalOf } from '../../domain/campaigns/goal.rules.js';
import type { Snapshot } from './campaign-snapshots.js';

const LEAST_PEOPLE = 10;

/** A campaign's count as the public contract has it; countries only from ten people upwards. */
export function progressOf({ campaign, tally }: Snapshot): Record<string, unknown> {
  return {
    confirmed: tally.confirmed,
    goal: goalOf({ state: campaign.state, chosen: campaign.goal, confirmed: tally.confirmed }).goal,
    asOf: tally.asOf.toISOString(),
    days: tally.days.map(({ day, confirmed }) => ({ day, confirmed })),
    countries: tally.countries
      .filter(({ confirmed }) => confirmed >= LEAST_PEOPLE)
      .map(({ country, confirmed }) => ({ country, confirmed })),
  };
}
