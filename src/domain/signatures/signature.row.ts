import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Held, SignatureState, Visibility } from './signature.rules.js';

/** A signature as the worker reads and writes it. */
export interface SignatureRow {
  readonly id: string;
  readonly campaignId: string;
  readonly place: 1 | 2;
  readonly emailIndex: Buffer | null;
  readonly looseIndex: Buffer | null;
  readonly domainIndex: Buffer | null;
  readonly epoch: number;
  readonly contact: Buffer | null;
  readonly answers: Buffer | null;
  readonly textVersion: string;
  readonly visibility: Visibility;
  readonly news: boolean;
  readonly locale: string;
  readonly country: string | null;
  readonly flags: readonly string[];
  readonly state: SignatureState;
  readonly held: Held;
  readonly holdReasons: readonly string[];
  readonly signedOn: CalendarDate;
  readonly confirmedOn: CalendarDate | null;
  readonly endedOn: CalendarDate | null;
  readonly issue: number;
  readonly confirmHash: Buffer | null;
  readonly codeHash: Buffer | null;
  readonly meHash: Buffer | null;
  readonly withdrawHash: Buffer | null;
  readonly unsubscribeHash: Buffer | null;
  readonly notMeHash: Buffer | null;
  readonly expiresAt: Date | null;
  readonly meUntil: CalendarDate | null;
  readonly meCopy: Buffer | null;
  /** How many mails it was ever sent by the worker. */
  readonly mails: number;
  /** The days of the mails that still count for the week's limit. */
  readonly mailedOn: readonly CalendarDate[];
  /** The day of the last mail that said it has signed already. */
  readonly alreadyOn: CalendarDate | null;
  readonly remindedOn: CalendarDate | null;
  readonly disowned: boolean;
  readonly nameDue: boolean;
}

type ColumnType =
  | 'uuid'
  | 'smallint'
  | 'integer'
  | 'bytea'
  | 'text'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'text[]'
  | 'date[]';

/** Every column's type, in the table's order; the names are those of SignatureRow in snake case. */
export const signatureColumns = {
  id: 'uuid',
  campaignId: 'uuid',
  place: 'smallint',
  emailIndex: 'bytea',
  looseIndex: 'bytea',
  domainIndex: 'bytea',
  epoch: 'integer',
  contact: 'bytea',
  answers: 'bytea',
  textVersion: 'text',
  visibility: 'text',
  news: 'boolean',
  locale: 'text',
  country: 'text',
  flags: 'text[]',
  state: 'text',
  held: 'text',
  holdReasons: 'text[]',
  signedOn: 'date',
  confirmedOn: 'date',
  endedOn: 'date',
  issue: 'integer',
  confirmHash: 'bytea',
  codeHash: 'bytea',
  meHash: 'bytea',
  withdrawHash: 'bytea',
  unsubscribeHash: 'bytea',
  notMeHash: 'bytea',
  expiresAt: 'timestamptz',
  meUntil: 'date',
  meCopy: 'bytea',
  mails: 'integer',
  mailedOn: 'date[]',
  alreadyOn: 'date',
  remindedOn: 'date',
  disowned: 'boolean',
  nameDue: 'boolean',
} as const satisfies Record<keyof SignatureRow, ColumnType>;

/** The column of a property. */
export function columnOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
