/** What kind of institution a body is. */
export const bodyKinds = ['un', 'government', 'parliament', 'court', 'company', 'organisation'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** What a body may learn of those who signed, from least to most. */
export const disclosureLevels = ['totals', 'pseudonymous', 'names'] as const;
export type DisclosureLevel = (typeof disclosureLevels)[number];

/** The lower of some levels; `totals` of none. */
export function lowestLevel(first: DisclosureLevel, ...rest: readonly DisclosureLevel[]): DisclosureLevel {
  const lowest = Math.min(...[first, ...rest].map((level) => disclosureLevels.indexOf(level)));
  return disclosureLevels[lowest] ?? 'totals';
}

/** How a seat gets what is addressed to it; `consolidated` (one letter with the numbers) is the default. */
export const deliveryModes = ['consolidated', 'digest', 'individual'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** Monday to Friday, as ISO 8601 numbers. */
export const WORKING_WEEK: readonly number[] = [1, 2, 3, 4, 5];
