import { DomainError } from '../../kernel/errors.js';
import type { TemplateFault } from '../../platform/templates/template-fault.js';

/** There is no such letter, or no such version of it, in this campaign. */
export class LetterNotFound extends DomainError {
  constructor(name: string) {
    super('not-found', 'letter-not-found', `there is no letter ${name}`, { letter: name });
  }
}

/** A version is not in the state that the act needs. */
export class LetterStateConflict extends DomainError {
  constructor(state: string, wanted: string) {
    super('conflict', 'letter-state-conflict', `the letter version is ${state} and cannot become ${wanted}`, {
      state,
      wanted,
    });
  }
}

/** What one wrote or submitted oneself, another person approves. */
export class SelfApproval extends DomainError {
  constructor() {
    super('forbidden', 'self-approval', 'who wrote or submitted it cannot approve it');
  }
}

/** What was looked at is no longer what would be approved. */
export class ContentChanged extends DomainError {
  constructor() {
    super('conflict', 'content-changed', 'it was changed since it was looked at: look again, then approve');
  }
}

/** A letter names what its closed set of variables, tags and filters does not hold. */
export class FaultyLetter extends DomainError {
  constructor(
    readonly letter: string,
    readonly locale: string,
    readonly part: 'subject' | 'body',
    readonly faults: readonly TemplateFault[],
  ) {
    const first = faults[0];
    const where = `letter ${letter}, ${locale}, ${part}, line ${first?.line ?? 1}`;
    super('invalid', 'letter-faulty', `${where}: ${first?.code ?? 'syntax'} ${first?.name ?? ''}`, {
      letter,
      locale,
      part,
      line: first?.line ?? 1,
      name: first?.name ?? '',
    });
  }
}

/** A letter has to be written in one language at least, each with a subject and a body. */
export class LetterWithoutText extends DomainError {
  constructor(letter: string) {
    super('invalid', 'letter-without-text', `the letter ${letter} has no text`, { letter });
  }
}
