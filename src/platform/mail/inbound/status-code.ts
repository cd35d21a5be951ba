const ENHANCED = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
const REPLY =
  /(?:^#?|[^\d.#/:-]|(?<!\d):)([45]\d\d)[\])]?(?:[ -]+#?([245]\.\d{1,3}\.\d{1,3})|:?[ -](?=[^\d]))[^\r\n]{0,300}|(?:^|[^\d.])([45]\d\d)(?=[ -]*$)/m;

/** The first enhanced status code (RFC 3463) in a text. */
export function enhancedIn(text: string): string | null {
  return ENHANCED.exec(text)?.[1] ?? null;
}

/** What looks like a server's reply (`550 5.1.1 …`) in a text, as one line; null where there is none. */
export function smtpReplyIn(text: string): string | null {
  const found = REPLY.exec(text)?.[0];
  return found === undefined ? null : found.replace(/^[^45]+/, '').trim();
}

/** Whether a status says no more than its class: `5.0.0`, which many servers write beside a telling diagnostic. */
export function isVague(status: string | null): boolean {
  return status === null || /^[245]\.0\.0$/.test(status);
}

/** The more telling of a report's own status and the one in the other server's words. */
export function mostSpecific(status: string | null, diagnostic: string | null): string | null {
  if (!isVague(status)) return status;
  const told = diagnostic === null ? null : enhancedIn(diagnostic);
  return isVague(told) ? (status ?? told) : told;
}
