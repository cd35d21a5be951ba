import { DomainError } from '../../kernel/errors.js';

/** There is no such mailing in this campaign. */
export class MailingNotFound extends DomainError {
  constructor(id: string) {
    super('not-found', 'mailing-not-found', `there is no mailing ${id}`, { mailing: id });
  }
}

/** Nothing of it is in the ledger yet. */
export class MailingNotStarted extends DomainError {
  constructor() {
    super(
      'conflict',
      'mailing-not-started',
      'the mailing has no messages yet; limit it once it is under way',
    );
  }
}

/** The mailing is in a state that forbids the act. */
export class MailingStateConflict extends DomainError {
  constructor(state: string, wanted: string) {
    super('conflict', 'mailing-state-conflict', `the mailing is ${state} and cannot become ${wanted}`, {
      state,
      wanted,
    });
  }
}

/** Only an approved letter can be mailed. */
export class LetterNotApproved extends DomainError {
  constructor(letter: string) {
    super('conflict', 'letter-not-approved', `the letter ${letter} has no approved version`, { letter });
  }
}

/** It tells of a keeping of the anniversary, which plans it by itself. */
export class LetterOfAnniversary extends DomainError {
  constructor(letter: string) {
    super(
      'conflict',
      'letter-of-anniversary',
      `the letter ${letter} is one of the anniversary, which sends it when its day comes: it cannot be mailed by hand`,
      { letter },
    );
  }
}

/** Nobody would receive it. */
export class NobodyToWriteTo extends DomainError {
  constructor(letter: string) {
    super('conflict', 'nobody-to-write-to', `the letter ${letter} has no seat to go to`, { letter });
  }
}

/** A recipient reads a language in which the letter is not written. */
export class NoTextInLanguage extends DomainError {
  constructor(letter: string, locale: string, recipient: string) {
    super(
      'conflict',
      'no-text-in-language',
      `the letter ${letter} has no text in ${locale} for ${recipient}`,
      {
        letter,
        locale,
        recipient,
      },
    );
  }
}

/** Statuses of demands are older than 12 months: a person has to renew them, or say that they go out as they are. */
export class OldStatuses extends DomainError {
  constructor(readonly demands: readonly { readonly key: string; readonly asOf: string }[]) {
    const list = demands.map(({ key, asOf }) => `${key} (as of ${asOf})`).join(', ');
    super(
      'conflict',
      'old-statuses',
      `these statuses are older than 12 months: ${list}. Renew them, or acknowledge that the letter goes out with these dates`,
      { demands: list },
    );
  }
}

/** Its time and its grace are over: it never goes out by surprise. */
export class MailingMissed extends DomainError {
  constructor() {
    super('conflict', 'mailing-missed', 'its time and its grace are over: plan it anew');
  }
}

/** The time of a mailing cannot lie in the past. */
export class TimeIsPast extends DomainError {
  constructor() {
    super('invalid', 'time-is-past', 'the time to send lies in the past');
  }
}

/** A zone that the tables do not know. */
export class UnknownZone extends DomainError {
  constructor(zone: string) {
    super('invalid', 'unknown-zone', `${zone} is not an IANA zone`, { zone });
  }
}

/** A letter to an adverse body would hold more than totals. */
export class MoreThanTotals extends DomainError {
  constructor(what: string) {
    super('forbidden', 'more-than-totals', `an adverse body gets totals only, not ${what}`, { what });
  }
}

/** No answer has that id. */
export class AnswerNotFound extends DomainError {
  constructor() {
    super('not-found', 'not-found', 'there is no such answer');
  }
}

/** An answer is said to have come on a day that nowhere on earth has begun. */
export class AnswerDayRefused extends DomainError {
  constructor(on: string) {
    super('invalid', 'answer-day-refused', `an answer cannot have come on ${on}, which lies ahead`, { on });
  }
}

/** What is released has to be said in every language of the campaign, and in no other. */
export class NoWordsInLanguage extends DomainError {
  constructor(what: 'summary' | 'source' | 'campaign', locale: string) {
    const reason =
      what === 'campaign' ? `the campaign does not speak ${locale}` : `the ${what} is missing in ${locale}`;
    super('invalid', 'no-words-in-language', reason, { what, locale });
  }
}

/** Where an answer can be read has to be an address on the web. */
export class SourceAddressRefused extends DomainError {
  constructor(url: string) {
    super('invalid', 'source-address-refused', `${url} is not an address on the web`, { url });
  }
}

/** The public is told of that mail by now. */
export class AnswerToldAlready extends DomainError {
  constructor(number: number) {
    super(
      'conflict',
      'answer-told-already',
      `it is told of as number ${String(number)}: take that back first`,
      {
        number,
      },
    );
  }
}
