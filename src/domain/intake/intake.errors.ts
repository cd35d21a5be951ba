import { DomainError } from '../../kernel/errors.js';

/** Nothing more can be taken in just now; nothing of the form was kept, and the sender may try again. */
export class IntakeFull extends DomainError {
  constructor(why: 'queue' | 'database') {
    super('unavailable', 'intake.full', `the intake takes nothing more just now (${why})`);
  }
}

/** A form larger than any that the pages send. */
export class FormTooLarge extends DomainError {
  constructor() {
    super('invalid', 'intake.form-too-large', 'the form is too large to be taken in');
  }
}
