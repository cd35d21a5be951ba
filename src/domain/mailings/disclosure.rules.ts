import { type DisclosureLevel, lowestLevel } from '../bodies/body.rules.js';

/** What a letter to a body may name; everything else would be more than totals. */
const TOTALS = new Set([
  'salutation',
  'body',
  'seat',
  'campaign',
  'demands',
  'count',
  'count_as_of',
  'letter_date',
  'anniversary',
]);

/** The names among a letter's values that an adverse body must not get; empty for a letter of totals. */
export function beyondTotals(names: readonly string[]): string[] {
  return names.filter((name) => !TOTALS.has(name));
}

/** The level that holds: totals for an adverse body, else the lower of the registry's ceiling and the campaign's. */
export function levelFor(
  adverse: boolean,
  ceiling: DisclosureLevel,
  campaign: DisclosureLevel,
): DisclosureLevel {
  return adverse ? 'totals' : lowestLevel(ceiling, campaign);
}
