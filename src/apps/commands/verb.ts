import { Command, InvalidArgumentError, Option } from 'commander';
import { type PageRequest, pageRequest } from '../../kernel/page.js';

/** What every verb knows. */
export interface VerbOptions {
  readonly json?: true;
}

/** What an organizer's act knows besides: as whom. */
export interface ActOptions extends VerbOptions {
  readonly as: string;
}

/** What a list knows besides: which page. */
export interface ListOptions extends VerbOptions {
  readonly page: number;
  readonly perPage: number;
}

/** How an organizer's act says whose it is. */
export const AS = '--as <email>';

/** A verb under a noun, e.g. `verb(campaign, 'import <file>', '…')`. */
export function verb(parent: Command, shape: string, description: string): Command {
  return inJson(parent.command(shape).description(description));
}

/** A noun that is its own verb, e.g. `vigil doctor`, knows what every verb knows. */
export function inJson(command: Command): Command {
  return command.addOption(new Option('--json', 'answer in JSON'));
}

/** An organizer's act: who acts must be named. */
export function act(parent: Command, shape: string, description: string): Command {
  return verb(parent, shape, description).requiredOption(AS, 'the organizer who does this');
}

/** A list, a page at a time. */
export function list(parent: Command, shape: string, description: string): Command {
  return verb(parent, shape, description)
    .option('--page <n>', 'which page', wholeNumber, 1)
    .option('--per-page <n>', 'rows a page, at most 100', wholeNumber, 25);
}

/** The page a list was asked for. */
export function pageOf(options: ListOptions): PageRequest {
  return pageRequest(options.page, options.perPage);
}

/** Reads a whole number from 1; commander answers wrong usage otherwise. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 is wanted.');
  return Number(text);
}

/** Reads an instant with its offset (RFC 3339). */
export function instant(text: string): Date {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;
  const at = new Date(text);
  if (!form.test(text) || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('An instant with its offset is wanted, like 2026-09-01T09:00:00+03:00.');
  }
  return at;
}
