import type { AlertId } from '../../domain/signatures/holds/alert.store.js';
import type { HoldActId } from '../../domain/signatures/holds/hold-act.store.js';
import { isId, type MailingId, type MessageId, type OccurrenceId } from '../../kernel/id.js';
import { WrongUsage } from './refusal.js';

function checked(text: string, what: string): string {
  if (!isId(text))
    throw new WrongUsage(`${text} is not the id of ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`);
  return text;
}

/** Reads a mailing's id; wrong usage otherwise. */
export const mailingId = (text: string): MailingId => checked(text, 'mailing') as MailingId;

/** Reads a message's id; wrong usage otherwise. */
export const messageId = (text: string): MessageId => checked(text, 'message') as MessageId;

/** Reads an occurrence's id; wrong usage otherwise. */
export const occurrenceId = (text: string): OccurrenceId => checked(text, 'occurrence') as OccurrenceId;

/** Reads an alert's id; wrong usage otherwise. */
export const alertId = (text: string): AlertId => checked(text, 'alert') as AlertId;

/** Reads the id of an act on holds; wrong usage otherwise. */
export const holdActId = (text: string): HoldActId => checked(text, 'act') as HoldActId;

/** Reads the id of an answer; wrong usage otherwise. */
export const answerId = (text: string): string => checked(text, 'answer');
