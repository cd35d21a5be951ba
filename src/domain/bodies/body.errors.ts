import { DomainError } from '../../kernel/errors.js';

/** The registry has no body of that key or id. */
export class BodyNotFound extends DomainError {
  constructor(body: string) {
    super('not-found', 'body-not-found', `there is no body ${body}`, { body });
  }
}

/** A body has no seat of that key. */
export class SeatNotFound extends DomainError {
  constructor(seat: string) {
    super('not-found', 'seat-not-found', `there is no seat ${seat}`, { seat });
  }
}

/** No mail could be sent to the address given for a seat. */
export class FaultySeatAddress extends DomainError {
  constructor() {
    super('invalid', 'seat-address-faulty', 'the address given for the seat is not an e-mail address');
  }
}
