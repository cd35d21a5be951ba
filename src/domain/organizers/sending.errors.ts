import { DomainError } from '../../kernel/errors.js';

/** No worker has said yet by which server and names it sends. */
export class NothingSendsYet extends DomainError {
  constructor() {
    super(
      'conflict',
      'nothing-sends-yet',
      'no worker has started on this database yet: start the service first',
    );
  }
}

/** Mail of this instance reaches nobody, or a server on this machine: there is nothing to be proved. */
export class NoTestNeeded extends DomainError {
  constructor() {
    super(
      'conflict',
      'no-test-needed',
      'no test is needed: the mail server is on this machine, or keeps what it gets',
    );
  }
}

/** A test by half a configuration would prove nothing. */
export class SendingNotSet extends DomainError {
  constructor(missing: string) {
    super('conflict', 'sending-not-set', `set ${missing} and start the service again first`, { missing });
  }
}

/** Test mails follow one another slowly. */
export class TestJustMailed extends DomainError {
  constructor() {
    super(
      'conflict',
      'test-just-mailed',
      'a test mail left less than a minute ago: look into the mailbox first',
    );
  }
}

/** A test to a name that nobody has never arrives. */
export class PlaceholderAddress extends DomainError {
  constructor(address: string) {
    super(
      'invalid',
      'placeholder-address',
      `${address} is a placeholder that no mail reaches: invite a real address`,
      {
        address,
      },
    );
  }
}

/** A link or code of no test, of one that was followed by another, or one that is too old: one answer for all. */
export class SendingTestInvalid extends DomainError {
  constructor() {
    super(
      'gone',
      'sending-test-invalid',
      'this link or code proves nothing any more: send another test mail',
    );
  }
}
