import type { CalendarDate } from '../../kernel/calendar-date.js';

/** One letter of a mailing: to a seat, or an edition for all supporters who read a language. */
export interface RecipientModel {
  /** The seat's id, or the edition's locale: what the preview's address ends in. */
  readonly key: string;
  readonly addressee: string;
  readonly address: string | null;
  readonly locale: string;
  /** What the body gets of those who signed is their number and nothing else. */
  readonly totalsOnly: boolean;
  readonly subject: string;
  /** The message's state once there is one. */
  readonly progress: string | null;
  readonly reply: string | null;
}

/** Why the one who looks may not approve; null: they may. */
export type ApprovalBar = 'own' | 'role' | 'state' | 'missed';

/** Everything the mailing's page shows. */
export interface MailingModel {
  readonly id: string;
  readonly campaign: string;
  readonly letter: string;
  readonly state: string;
  readonly sendAt: Date;
  readonly zone: string;
  readonly figures: { readonly count: number; readonly countAsOf: CalendarDate } | null;
  readonly plannedBy: string | null;
  readonly submittedBy: string | null;
  readonly contentSha256: string | null;
  readonly audienceSha256: string | null;
  readonly scheduleSha256: string | null;
  /** What an approval names. */
  readonly sha256: string | null;
  readonly oldStatuses: readonly {
    readonly title: string;
    readonly status: string;
    readonly asOf: CalendarDate;
  }[];
  readonly acknowledged: boolean;
  /** Whether it goes to supporters: then the recipients are the languages, one edition for each. */
  readonly toMany: boolean;
  readonly recipients: readonly RecipientModel[];
  readonly counts: Readonly<Record<string, number>> | null;
  readonly bar: ApprovalBar | null;
  readonly cancellable: boolean;
}
