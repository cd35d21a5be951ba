/** What kind of refusal an error is; only the HTTP and command-line edges translate it to a status. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'gone' | 'unavailable';

/**
 * A fact the domain refuses with. `code` is stable and names the text shown to people
 * (`error.<code>` in the locales); `message` is for operators and holds no personal data.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The text of anything thrown, for a log or a terminal. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
