import { DomainError } from '../../kernel/errors.js';

/** Nobody was invited under that address. */
export class OrganizerNotFound extends DomainError {
  constructor(who: string) {
    super('not-found', 'organizer-not-found', `there is no organizer ${who}`, { organizer: who });
  }
}

/** The address cannot be an organizer's. */
export class FaultyOrganizer extends DomainError {
  constructor(what: string) {
    super('invalid', 'organizer-faulty', what);
  }
}

/** A sign-in link that never was, was used, or is too old: one answer for all three. */
export class SignInLinkInvalid extends DomainError {
  constructor() {
    super('gone', 'sign-in-link-invalid', 'this sign-in link no longer works: ask for a new one');
  }
}
