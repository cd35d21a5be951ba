export const letterStates = ['draft', 'in_review', 'approved', 'returned', 'retired'] as const;
export type LetterState = (typeof letterStates)[number];

/** Whom a letter is written to. */
export const letterAudiences = ['bodies', 'supporters'] as const;
export type LetterAudience = (typeof letterAudiences)[number];

/** What a letter is written for: any day, or the keeping of an anniversary. */
export const letterOccasions = ['any', 'anniversary'] as const;
export type LetterOccasion = (typeof letterOccasions)[number];

/**
 * draft ──submit──▶ in_review ──approve──▶ approved ──retire──▶ retired
 *                      └──return──▶ returned   (the text lives on in a new draft version)
 */
export const letterTransitions = {
  draft: ['in_review'],
  in_review: ['approved', 'returned'],
  approved: ['retired'],
  returned: [],
  retired: [],
} as const satisfies Record<LetterState, readonly LetterState[]>;

/** Whether a version may go from one state to another. */
export function mayBecome(from: LetterState, to: LetterState): boolean {
  return (letterTransitions[from] as readonly LetterState[]).includes(to);
}

/** Whether a person is one of those whose own work may not be approved by themselves: its author or its submitter. */
export function isOwnWork(
  work: { readonly authorId: string | null; readonly submittedBy: string | null },
  by: string,
): boolean {
  return work.authorId === by || work.submittedBy === by;
}
