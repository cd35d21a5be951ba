import { DomainError } from '../../kernel/errors.js';

/** There is no such anniversary, or no such occurrence of it, in this campaign. */
export class OccurrenceNotFound extends DomainError {
  constructor(id: string) {
    super('not-found', 'occurrence-not-found', `there is no occurrence ${id}`, { occurrence: id });
  }
}

/** The occurrence is in a state that forbids the act. */
export class OccurrenceStateConflict extends DomainError {
  constructor(state: string, wanted: string) {
    super('conflict', 'occurrence-state-conflict', `the occurrence is ${state} and cannot become ${wanted}`, {
      state,
      wanted,
    });
  }
}

/** An anniversary names a letter that its campaign does not have. */
export class LetterOfAnniversaryUnknown extends DomainError {
  constructor(anniversary: string, letter: string) {
    super(
      'invalid',
      'anniversary-letter-unknown',
      `the anniversary ${anniversary} names an unknown letter ${letter}`,
      {
        anniversary,
        letter,
      },
    );
  }
}
