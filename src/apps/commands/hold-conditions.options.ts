import { type Command, InvalidArgumentError, Option } from 'commander';
import type { HoldConditions } from '../../domain/signatures/holds/hold-conditions.js';
import { suspicionPolicy } from '../../domain/signatures/holds/suspicion-policy.js';
import { BY_ORGANIZER, SHARED_MAILBOX } from '../../domain/signatures/holds/suspicion.rules.js';
import { signatureStates, type Held, type SignatureState } from '../../domain/signatures/signature.rules.js';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { isId } from '../../kernel/id.js';

/** The conditions as options; all that are given have to hold. */
export interface ConditionOptions {
  readonly id?: string;
  readonly domain?: string;
  readonly country?: string;
  readonly from?: CalendarDate;
  readonly until?: CalendarDate;
  readonly reason?: string;
  readonly flag?: readonly string[];
  readonly state?: SignatureState;
  readonly held?: Held;
}

/** Adds the conditions to a verb. */
export function withConditions(verb: Command): Command {
  return verb
    .addOption(new Option('--id <signature>', 'this one alone').argParser(signatureId))
    .option('--domain <domain>', 'with a mailbox at this domain')
    .addOption(new Option('--country <code>', 'of this country (two letters)').argParser(countryCode))
    .addOption(new Option('--from <day>', 'signed on this day or later').argParser(day))
    .addOption(new Option('--until <day>', 'signed on this day or earlier').argParser(day))
    .addOption(new Option('--reason <reason>', 'held for this reason, among others').argParser(holdReason))
    .addOption(new Option('--flag <flag>', 'that carries this signal; may be given again').argParser(oneMore))
    .addOption(new Option('--state <state>', 'in this state').choices(signatureStates));
}

/** Adds whether and how they are held. */
export function withHeld(verb: Command): Command {
  const held = new Option('--held <hold>', 'held so, or not at all');
  return withConditions(verb).addOption(held.choices(['no', 'quarantined', 'invalidated']));
}

/** The conditions that were given. */
export function conditionsOf(options: ConditionOptions): HoldConditions {
  const { id, domain, country, from, until, reason, flag, state, held } = options;
  return {
    ...(id === undefined ? {} : { id }),
    ...(domain === undefined ? {} : { domain }),
    ...(country === undefined ? {} : { country }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
    ...(flag === undefined ? {} : { flags: flag }),
    ...(state === undefined ? {} : { state }),
    ...(held === undefined ? {} : { held }),
  };
}

function holdReason(text: string): string {
  const known = [...Object.keys(suspicionPolicy().signals), BY_ORGANIZER, SHARED_MAILBOX];
  if (!known.includes(text)) throw new InvalidArgumentError(`Allowed choices are ${known.join(', ')}.`);
  return text;
}

function oneMore(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function day(text: string): CalendarDate {
  const found = parseCalendarDate(text);
  if (!found) throw new InvalidArgumentError('A day is wanted, like 2026-09-01.');
  return found;
}

function countryCode(text: string): string {
  if (!/^[A-Za-z]{2}$/.test(text)) throw new InvalidArgumentError('Two letters are wanted, like DE.');
  return text.toUpperCase();
}

function signatureId(text: string): string {
  if (!isId(text)) throw new InvalidArgumentError('The id of a signature is wanted.');
  return text;
}
