import { DomainError } from '../../kernel/errors.js';

/** When whoever was refused may try again, in seconds. */
export const SIGNING_RESTS_RETRY_SECONDS = 300;

/** The instance takes no signatures at the moment; trying again makes sense in some minutes. */
export class SigningRests extends DomainError {
  constructor() {
    super('unavailable', 'signing-rests', 'the instance takes no signatures at the moment', {
      retryAfter: SIGNING_RESTS_RETRY_SECONDS,
    });
  }
}

/** All signing is paused already. */
export class SigningPausedAlready extends DomainError {
  constructor() {
    super('conflict', 'signing-paused-already', 'signing is paused already');
  }
}

/** There is no pause to end. */
export class SigningNotPaused extends DomainError {
  constructor() {
    super('conflict', 'signing-not-paused', 'signing is not paused');
  }
}
