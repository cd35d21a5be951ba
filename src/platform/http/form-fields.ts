import { DomainError } from '../../kernel/errors.js';

/** A form's fields; a name sent more than once has all its values. */
export type FormFields = Record<string, string | string[]>;

/** A body that is not what its content type says. */
export class UnreadableBody extends DomainError {
  constructor() {
    super('invalid', 'unreadable-body', 'the body cannot be read as what its content type says');
  }
}
