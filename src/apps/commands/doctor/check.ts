/** How a part is: well, well enough but for something that should be done, or not well. */
export type Level = 'ok' | 'warning' | 'failure';

/** What is looked at. */
export type Part =
  | 'config'
  | 'database'
  | 'count'
  | 'keys'
  | 'queue'
  | 'mail'
  | 'mailbox'
  | 'sending'
  | 'hooks'
  | 'signing'
  | 'dkim'
  | 'spf'
  | 'dmarc'
  | 'mx'
  | 'ptr';

/** What a look at one part of the installation found. */
export interface Check {
  readonly part: Part;
  /** False only for a failure. */
  readonly ok: boolean;
  readonly level: Level;
  /** One sentence: what is there, or what is wrong and what to do. */
  readonly finding: string;
}

/** A finding with its level. */
export function check(part: Part, level: Level, finding: string): Check {
  return { part, ok: level !== 'failure', level, finding };
}

const sentence = (error: unknown): string => {
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  return first instanceof Error && first.message !== '' ? first.message : 'it could not be reached';
};

/** Runs a look and takes what it throws as the finding. */
export async function look(part: Part, probe: () => Promise<string>): Promise<Check> {
  try {
    return check(part, 'ok', await probe());
  } catch (error) {
    return check(part, 'failure', sentence(error));
  }
}
