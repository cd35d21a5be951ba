import { backoff, isRetryable } from './backoff.rules.js';
import { giveUpAt, type MessageKind } from './message-kind.rules.js';
import type { Outcome } from './outcome.rules.js';
import {
  askedWait,
  classifyReply,
  parseReply,
  queueIdOf,
  withoutAddresses,
  type RefusalPhase,
} from './reply.rules.js';

/** How the handing-over ended, as the mail adapter tells it. */
export type Ending =
  | { readonly ended: 'accepted'; readonly reply: string }
  | { readonly ended: 'refused'; readonly phase: RefusalPhase; readonly reply: string }
  | { readonly ended: 'broken'; readonly phase: RefusalPhase; readonly cause: string }
  | { readonly ended: 'unanswered'; readonly cause: string }
  | { readonly ended: 'needs-smtputf8' };

/** What an ending means for the message. */
export interface Meaning {
  readonly state: 'accepted' | 'ready' | 'in_doubt' | 'failed' | 'expired';
  readonly outcome: Outcome;
  readonly phase: string | null;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly reply: string | null;
  readonly queueId: string | null;
  readonly nextAttemptAt: Date | null;
  /** When to stop trying; null leaves what the message has. */
  readonly expiresAt: Date | null;
}

/** The message's own part in the decision. */
export interface Tried {
  readonly kind: MessageKind;
  readonly attempts: number;
  readonly expiresAt: Date | null;
}

/** Accepted, to be retried (and when), in doubt, or failed for good. `chance` (0 … 1) spreads the retries. */
export function meaningOf(ending: Ending, tried: Tried, now: Date, chance: number): Meaning {
  switch (ending.ended) {
    case 'accepted': {
      // Of a yes the codes and the relay's name for it are kept, not its words.
      const { code, enhanced } = parseReply(ending.reply);
      // Written out: this is the end of nearly every message, and a spread object takes many times as long to make.
      return {
        state: 'accepted',
        outcome: 'accepted',
        phase: null,
        replyCode: code === 0 ? null : code,
        enhancedCode: enhanced,
        reply: null,
        queueId: queueIdOf(ending.reply),
        nextAttemptAt: null,
        expiresAt: null,
      };
    }
    case 'unanswered':
      return {
        ...nothing,
        state: 'in_doubt',
        outcome: 'in_doubt',
        phase: 'body',
        reply: withoutAddresses(ending.cause),
      };
    case 'needs-smtputf8':
      return { ...nothing, state: 'failed', outcome: 'address_unsupported', phase: 'mail' };
    case 'broken': {
      const again = retry('deferred_network', tried, null, now, chance);
      return { ...nothing, ...again, phase: ending.phase, reply: withoutAddresses(ending.cause) };
    }
    case 'refused': {
      const parsed = parseReply(ending.reply);
      const outcome = classifyReply(ending.phase, parsed);
      const told = {
        phase: ending.phase,
        ...codes(parsed.code, parsed.enhanced),
        reply: withoutAddresses(parsed.text),
      };
      if (!isRetryable(outcome)) return { ...nothing, state: 'failed', outcome, ...told };
      return {
        ...nothing,
        ...retry(outcome, tried, askedWait(parsed.text), now, chance),
        ...told,
      };
    }
  }
}

const nothing = {
  phase: null,
  replyCode: null,
  enhancedCode: null,
  reply: null,
  queueId: null,
  nextAttemptAt: null,
  expiresAt: null,
} as const;

function codes(code: number, enhanced: string | null): Pick<Meaning, 'replyCode' | 'enhancedCode'> {
  return { replyCode: code === 0 ? null : code, enhancedCode: enhanced };
}

/** A retry that would come too late is no retry; a patient kind's time begins with its first try. */
function retry(
  outcome: Outcome,
  { kind, attempts, expiresAt }: Tried,
  asked: number | null,
  now: Date,
  chance: number,
): Pick<Meaning, 'state' | 'outcome' | 'nextAttemptAt' | 'expiresAt'> {
  const next = new Date(now.getTime() + backoff(outcome, attempts, asked, chance));
  const giveUp = expiresAt ?? giveUpAt(kind, now);
  if (next >= giveUp) return { state: 'expired', outcome, nextAttemptAt: null, expiresAt: giveUp };
  return { state: 'ready', outcome, nextAttemptAt: next, expiresAt: giveUp };
}
