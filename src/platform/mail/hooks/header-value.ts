import type { HookRequest } from './relay-event.js';

/** The one value of a header field; null where it is missing or came more than once. */
export function headerValue({ headers }: HookRequest, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
