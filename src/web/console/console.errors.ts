import { DomainError } from '../../kernel/errors.js';

/** Nobody is signed in, or the session is over. */
export class NotSignedIn extends DomainError {
  constructor() {
    super('unauthenticated', 'not-signed-in', 'nobody is signed in');
  }
}

/** The organizers' pages are not served over a http address that others could listen to. */
export class ConsoleNeedsHttps extends DomainError {
  constructor() {
    super('forbidden', 'console-needs-https', 'the console is served over https, or on this machine alone');
  }
}
