import { DomainError } from '../../../kernel/errors.js';

/** Why a request was not believed; no more than that is told to whoever sent it. */
export type HookFault = 'unsigned' | 'wrong-signature' | 'stale' | 'foreign-topic' | 'wrong-password';

/** A request that a relay did not sign, or not so that it may be believed. */
export class HookRefused extends DomainError {
  constructor(readonly fault: HookFault) {
    super(
      fault === 'wrong-password' ? 'unauthenticated' : 'forbidden',
      'hook-refused',
      `the request is not believed: ${fault}`,
    );
  }
}

/** A body that is not what its maker documents. */
export class HookUnreadable extends DomainError {
  constructor() {
    super('invalid', 'hook-unreadable', 'the body is not what the relay documents');
  }
}

/** What the belief depends on cannot be had just now: the relay is to try again. */
export class HookBusy extends DomainError {
  constructor(cause: string) {
    super('unavailable', 'hook-busy', cause);
  }
}
