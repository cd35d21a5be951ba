import { CommanderError } from 'commander';
import { DomainError, messageOf } from '../../kernel/errors.js';

/** A command called with values that cannot be meant: exit code 2. */
export class WrongUsage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUsage';
  }
}

/** 0 done, 1 refused or failed, 2 wrong usage. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof WrongUsage ? 2 : 1;
}

/** The one sentence a refusal is told in. */
export function sentenceOf(error: unknown): string {
  const text = inOneLine(messageOf(deepest(error)));
  const sentence = text === '' ? 'failed without a word' : text;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** A message that lists faults line by line, as one sentence. */
function inOneLine(message: string): string {
  const parts = message.split('\n').map((part) => part.replaceAll(/\s+/g, ' ').trim());
  return parts
    .filter((part) => part !== '')
    .reduce((text, part) => (/[:;,.]$/.test(text) ? `${text} ${part}` : `${text}; ${part}`), '')
    .replace(/^; /, '');
}

/** An error with an empty message (Node's AggregateError of a refused connection) speaks through what it holds. */
function deepest(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof AggregateError && error.message === '') return error.errors[0] ?? error;
  return error;
}
