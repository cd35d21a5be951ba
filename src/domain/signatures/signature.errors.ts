import { DomainError } from '../../kernel/errors.js';

/** Too many codes were guessed in the last ten minutes, by whomever: typed codes rest, links still work. */
export class CodesRest extends DomainError {
  constructor() {
    super(
      'unavailable',
      'signatures.codes-rest',
      'too many codes were guessed; typed codes rest for some minutes',
    );
  }
}

/** The acts that wait are more than the bound, or the database refuses; nothing was done. */
export class ActsFull extends DomainError {
  constructor() {
    super('unavailable', 'signatures.acts-full', 'no more confirmations can be taken just now');
  }
}
