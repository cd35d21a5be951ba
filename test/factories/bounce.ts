/** What a report says, and how it comes. */
export interface BounceParts {
  readonly status?: string;
  readonly words?: string;
  /** Makes it another report. */
  readonly salt?: string;
  /** Header lines that a server puts on top when it delivers into a mailbox. */
  readonly delivered?: readonly string[];
  /** Bytes of padding in the notification. */
  readonly padding?: number;
}

/** A delivery report (RFC 3464) without the mail it is about: whom it concerns is known only by where it went. */
export function bounceMail(parts: BounceParts = {}): Buffer {
  const {
    status = '5.1.1',
    words = '550 5.1.1 User unknown',
    salt = '',
    delivered = [],
    padding = 0,
  } = parts;
  return Buffer.from(
    [
      'Return-Path: <>',
      ...delivered,
      'From: MAILER-DAEMON@post.example',
      `Subject: Undelivered Mail ${salt}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'x'.repeat(padding).replace(/(.{70})/g, '$1\r\n'),
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.post.example',
      '',
      'Final-Recipient: rfc822; person1@example.net',
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${words}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
  );
}
