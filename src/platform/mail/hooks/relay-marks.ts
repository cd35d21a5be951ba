import type { RelayName } from './relay-name.js';

/** Under which name our mark comes back in a relay's events. */
export const MARK = 'vigil-message';

/**
 * Header fields by which a relay takes our Message-ID along into its events, where its events would not name it
 * otherwise; it takes them out before it sends the mail on. Postmark's X-PM-KeepID also keeps the Message-ID itself,
 * which our signature covers and answers refer to.
 */
export function relayHeaders(relays: readonly RelayName[], messageId: string): string {
  const mark = messageId.replace(/[<>]/g, '');
  let fields = '';
  if (relays.includes('postmark')) fields += `X-PM-KeepID: true\r\nX-PM-Metadata-${MARK}: ${mark}\r\n`;
  if (relays.includes('sendgrid')) {
    fields += `X-SMTPAPI: ${JSON.stringify({ unique_args: { [MARK]: mark } })}\r\n`;
  }
  return fields;
}
