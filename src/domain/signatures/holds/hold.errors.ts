import { DomainError } from '../../../kernel/errors.js';

/** No such alert, or it was dismissed before. */
export class AlertNotFound extends DomainError {
  constructor(id: string) {
    super('not-found', 'alert-not-found', `there is no open alert ${id}`);
  }
}

/** No such act on holds in a campaign of the person's. */
export class HoldActNotFound extends DomainError {
  constructor(id: string) {
    super('not-found', 'hold-act-not-found', `there is no act ${id} on held signatures`);
  }
}

/** It was undone before. */
export class HoldActUndone extends DomainError {
  constructor(id: string) {
    super('conflict', 'hold-act-undone', `the act ${id} was undone already`);
  }
}

/** The conditions meet another number of signatures than the person saw. Nothing was done. */
export class NotAsExpected extends DomainError {
  constructor(found: number, expected: number) {
    super(
      'conflict',
      'hold-not-as-expected',
      `the conditions meet ${found} signatures now, not the ${expected} that were expected; nothing was done`,
      { found, expected },
    );
  }
}

/** Without any condition an act would take every signature of the campaign. */
export class NoCondition extends DomainError {
  constructor() {
    super('invalid', 'hold-without-condition', 'at least one condition is needed');
  }
}
