import { backoff, isRetryable } from './backoff.rules.js';
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
}

/** The message's own part in the decision. */
export interface Tried {
  readonly attempts: number;
  readonly expiresAt: Date | null;
}

/** Accepted, to be retried (and when), in doubt, or failed for good. `chance` (0 … 1) spreads the retries. */
export function meaningOf(
  ending: Ending,
  { attempts, expiresAt }: Tried,
  now: Date,
  chance: number,
): Meaning {
  switch (ending.ended) {
    case 'accepted': {
      const { code, enhanced, text } = parseReply(ending.reply);
      return {
        ...nothing,
        state: 'accepted',
        outcome: 'accepted',
        ...codes(code, enhanced),
        reply: withoutAddresses(text),
        queueId: queueIdOf(ending.reply),
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
      const again = retry('deferred_network', attempts, expiresAt, null, now, chance);
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
        ...retry(outcome, attempts, expiresAt, askedWait(parsed.text), now, chance),
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
} as const;

function codes(code: number, enhanced: string | null): Pick<Meaning, 'replyCode' | 'enhancedCode'> {
  return { replyCode: code === 0 ? null : code, enhancedCode: enhanced };
}

/** A retry that would come too late is no retry. */
function retry(
  outcome: Outcome,
  attempts: number,
  expiresAt: Date | null,
  asked: number | null,
  now: Date,
  chance: number,
): Pick<Meaning, 'state' | 'outcome' | 'nextAttemptAt'> {
  const next = new Date(now.getTime() + backoff(outcome, attempts, asked, chance));
  if (expiresAt && next >= expiresAt) return { state: 'expired', outcome, nextAttemptAt: null };
  return { state: 'ready', outcome, nextAttemptAt: next };
}
