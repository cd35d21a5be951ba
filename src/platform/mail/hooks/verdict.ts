import type { InboundReport, ReportedRecipient } from '../inbound/inbound-report.js';
import { messageIdsIn, returnPathsIn } from '../inbound/marks.js';
import { enhancedIn, isVague, mostSpecific, smtpReplyIn } from '../inbound/status-code.js';

/** What a relay tells of a delivery that failed. */
export interface Failure {
  /** The enhanced code it gives, if any. */
  readonly status?: string | null | undefined;
  /** The receiving server's words, or its own. */
  readonly words?: string | null | undefined;
  /** The code that says what the relay makes of it: counts only where the receiving server said nothing. */
  readonly otherwise: string;
}

/**
 * A failed delivery in the terms of RFC 3463. The receiving server's own code and words come first: a relay that calls a
 * bounce hard may mean that it is we who are not welcome, and then nobody's address is to blame.
 */
export function failed({ status, words, otherwise }: Failure): ReportedRecipient {
  const line = oneLine(words);
  const reply = line === null ? null : smtpReplyIn(line);
  const told = mostSpecific(enhancedIn(status ?? ''), line);
  return {
    address: null,
    action: 'failed',
    status: isVague(told) && reply === null ? otherwise : told,
    diagnostic: reply ?? line,
  };
}

/** A delivery that is late, in the receiving server's words. */
export function delayed(
  status: string | null | undefined,
  words: string | null | undefined,
): ReportedRecipient {
  return { address: null, action: 'delayed', status: enhancedIn(status ?? ''), diagnostic: oneLine(words) };
}

/** Everything in the texts that looks like a mark of ours. */
export function marksIn(
  ...texts: readonly (string | null | undefined)[]
): Pick<InboundReport, 'returnPaths' | 'messageIds'> {
  // Makers leave out the angle brackets of a Message-ID.
  const all = texts.map((text) => `<${(text ?? '').replace(/[<>\s]/g, '')}>`).join('\n');
  return { returnPaths: returnPathsIn(all), messageIds: messageIdsIn(all) };
}

function oneLine(words: string | null | undefined): string | null {
  const line = (words ?? '')
    .replace(/^\s*(?:smtp|dns|x-[\w-]+)\s*;\s*/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
  return line === '' ? null : line;
}
