import { DomainError } from '../../kernel/errors.js';

/** One thing wrong with an input: a JSON pointer (RFC 6901) and the sentence about it. */
export interface InputFault {
  readonly pointer: string;
  readonly detail: string;
}

/** An input that does not have the shape it must have. */
export class InvalidInput extends DomainError {
  constructor(readonly errors: readonly InputFault[]) {
    super('invalid', 'invalid-input', 'the input does not have the shape it must have');
  }
}

/** The JSON pointer of a path of keys (RFC 6901 §3). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
