/** What only some campaigns ask, by its key. */
export type ExtraAnswers = Readonly<Record<string, string>>;

/** Answers with some of them said anew: what is said to be empty is deleted. */
export function mergedAnswers(held: ExtraAnswers, given: ExtraAnswers): ExtraAnswers {
  return Object.fromEntries(Object.entries({ ...held, ...given }).filter(([, value]) => value !== ''));
}
