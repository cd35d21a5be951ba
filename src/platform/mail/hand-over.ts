/**
 * Where in the SMTP dialogue something happened. `connect` lasts until EHLO and TLS are done; `body` covers everything from
 * the answer to DATA to the final reply. Where commands go in groups, a connection that breaks is in the first of those
 * that were not answered.
 */
export type SmtpPhase = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body';

/** How the handing-over of one message ended. */
export type HandOver =
  /** The server took responsibility (2xx after the final dot). */
  | { readonly ended: 'accepted'; readonly reply: string }
  /** The server said no: nothing was delivered. */
  | { readonly ended: 'refused'; readonly phase: SmtpPhase; readonly reply: string }
  /** The connection failed before the body was read to its end: nothing was delivered, a retry is safe. */
  | { readonly ended: 'broken'; readonly phase: SmtpPhase; readonly cause: string }
  /** The body was read to its end and no reply came: it may or may not have been delivered. */
  | { readonly ended: 'unanswered'; readonly cause: string }
  /** The recipient's address needs SMTPUTF8 (RFC 6531) and the server has none; never down-graded. */
  | { readonly ended: 'needs-smtputf8' };

/** Sender and recipient of the SMTP dialogue, always given explicitly (RFC 5321 §2.3.1). */
export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** The mail that comes after this one. */
export interface Upcoming {
  readonly envelope: Envelope;
  readonly mail: Buffer;
}

/** What the dispatch needs of a way to a mail server; a test may put another in its place. */
export interface MailConnection {
  /**
   * Sends one composed message. Never throws: every end is a HandOver. `next` may be
   * announced to the server with it, and is then the only one that the connection takes next, by the same envelope object.
   */
  send(envelope: Envelope, mail: Buffer, next?: Upcoming): Promise<HandOver>;
  /** The envelope that was announced; undefined where the connection takes any. */
  readonly announced: Envelope | undefined;
  /** Whether the connection can take another message. */
  readonly usable: boolean;
  /** Whether a message was accepted on it: the server may have had enough of it meanwhile. */
  readonly hasCarried: boolean;
  /** Ends the connection. */
  close(): void;
}
