import { isRetryable } from './backoff.rules.js';
import { isToSeat, type MessageKind } from './message-kind.rules.js';
import type { MessageState } from './message.rules.js';
import type { Outcome } from './outcome.rules.js';
import { classifyReply, parseReply, withoutAddresses } from './reply.rules.js';
import type { SuppressionReason } from './suppression.rules.js';

/** What a mail that came in is (the mail adapter reads it). */
export type InboundKind =
  'bounce' | 'delay' | 'delivered' | 'complaint' | 'unsubscribe' | 'auto_reply' | 'reply' | 'unknown';

/** What a report says of one recipient. */
export interface Reported {
  readonly action: 'failed' | 'delayed' | 'delivered';
  readonly status: string | null;
  readonly diagnostic: string | null;
}

/** The message a report is about, as the ledger has it. */
export interface ReportedMessage {
  readonly kind: MessageKind;
  readonly state: MessageState;
}

/** What a report changes. */
export interface InboundMeaning {
  /** The message's state afterwards; it never changes but out of doubt. */
  readonly state: MessageState;
  /** Null: the message keeps its own. */
  readonly outcome: Outcome | null;
  readonly enhancedCode: string | null;
  readonly reply: string | null;
  /** The bounce counts towards the three within seven days. */
  readonly isSoft: boolean;
  /** Why the address gets nothing more, from now on. */
  readonly suppress: Extract<SuppressionReason, 'recipient_gone' | 'complaint' | 'unsubscribed'> | null;
  /** A person has to look at it: a seat that cannot be reached or that complains, an answer. */
  readonly needsPerson: boolean;
}

/** Soft bounces of one person within seven days after which nothing more is sent. */
export const SOFT_BOUNCES = 3;

/**
 * What a report means for its message: whoever reports about it at all proves that the mail server had taken it, which
 * ends a doubt. Our own faults and refused contents never silence an address; a seat is a person's decision.
 */
export function meaningOfReport(
  kind: InboundKind,
  reported: Reported | null,
  message: ReportedMessage,
): InboundMeaning {
  const isSeat = isToSeat(message.kind);
  const arrived: InboundMeaning = {
    state: message.state === 'in_doubt' ? 'accepted' : message.state,
    outcome: message.state === 'in_doubt' ? 'accepted' : null,
    enhancedCode: null,
    reply: null,
    isSoft: false,
    suppress: null,
    needsPerson: false,
  };
  switch (kind) {
    case 'bounce':
      return { ...arrived, ...bounced(reported, message, isSeat) };
    case 'complaint':
      return { ...arrived, suppress: 'complaint', needsPerson: isSeat };
    // Whoever left by the relay's own link gets nothing more from the relay, whichever campaign it is.
    case 'unsubscribe':
      return { ...arrived, suppress: 'unsubscribed', needsPerson: isSeat };
    case 'reply':
      return { ...arrived, needsPerson: isSeat };
    default:
      return arrived;
  }
}

function bounced(
  reported: Reported | null,
  message: ReportedMessage,
  isSeat: boolean,
): Pick<
  InboundMeaning,
  'state' | 'outcome' | 'enhancedCode' | 'reply' | 'isSoft' | 'suppress' | 'needsPerson'
> {
  const outcome = outcomeOf(reported);
  const isSoft = isRetryable(outcome) && outcome !== 'own_fault';
  return {
    state: message.state === 'in_doubt' ? 'failed' : message.state,
    outcome,
    enhancedCode: reported?.status ?? null,
    reply: reported?.diagnostic == null ? null : withoutAddresses(reported.diagnostic),
    isSoft: isSoft || outcome === 'recipient_refused' || outcome === 'refused',
    suppress: outcome === 'recipient_gone' && !isSeat ? 'recipient_gone' : null,
    needsPerson: isSeat,
  };
}

/** The outcome of a bounce by the other server's words, which are read as if it had answered us. */
function outcomeOf(reported: Reported | null): Outcome {
  if (!reported) return 'refused';
  const { status, diagnostic } = reported;
  const words = diagnostic ?? '';
  // A code that blames nobody: where no server told one, only the words count.
  const code = status?.startsWith('4') ? '450' : '554';
  const reply = /^[45]\d\d\b/.test(words) ? words : `${code} ${status ?? ''} ${words}`.replace(/ {2,}/g, ' ');
  const parsed = parseReply(reply);
  return classifyReply('rcpt', { ...parsed, enhanced: status ?? parsed.enhanced });
}
