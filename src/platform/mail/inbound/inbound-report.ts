/** More is not taken of one mail. */
export const LARGEST_BYTES = 10 * 1024 * 1024;

/**
 * What a mail that came to us is: a report about one of ours, a program's answer, or a person's words. An
 * unsubscription a relay tells of, where its own link was followed, or the address that a mail came for.
 */
export type InboundKind =
  'bounce' | 'delay' | 'delivered' | 'complaint' | 'unsubscribe' | 'auto_reply' | 'reply' | 'unknown';

/** What became of a mail at one of its recipients, as a report tells it. */
export interface ReportedRecipient {
  /** Absent where the report hides or forgets it. */
  readonly address: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered';
  /** Enhanced status code (RFC 3463), such as `5.1.1`; the most specific one the report holds. */
  readonly status: string | null;
  /** The other server's own words, one line, with its SMTP reply where it was told. */
  readonly diagnostic: string | null;
}

/** A mail that came in, read. Nothing in it is to be trusted but what carries a mark of ours. */
export interface InboundReport {
  readonly kind: InboundKind;
  /** Local parts that look like our own envelope senders (`b+….…`), in the order found; the caller verifies them. */
  readonly returnPaths: readonly string[];
  /** Ids in Message-IDs that look like ours (`<m{id}@…>`), as UUIDs. */
  readonly messageIds: readonly string[];
  readonly recipients: readonly ReportedRecipient[];
}
