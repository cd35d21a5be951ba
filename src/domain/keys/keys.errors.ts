import { DomainError } from '../../kernel/errors.js';

/** A scope has no keys, or they were destroyed: nothing can be sealed to it or opened for it. */
export class NoKeys extends DomainError {
  constructor(scope: string) {
    super('not-found', 'keys.none', `the scope ${scope} has no keys`);
  }
}

/** The master key given is not the one that wrapped this database's keys. */
export class WrongMasterKey extends DomainError {
  constructor() {
    super(
      'forbidden',
      'keys.wrong-master-key',
      "the master key is not the one this database's keys are wrapped with; give the right one (a lost master key cannot be replaced)",
    );
  }
}
