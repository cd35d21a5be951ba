import { saysAutoReply } from './auto-reply.js';
import type { ReportedRecipient } from './inbound-report.js';
import { DELAY, FAILURE, NOT_RECIPIENT, RETURNED, SUCCESS, SYSTEM } from './notice-words.js';
import { enhancedIn, smtpReplyIn } from './status-code.js';

/** What a notice tells of a delivery. */
type NoticeKind = 'bounce' | 'delay' | 'delivered';

const ACTIONS = { bounce: 'failed', delay: 'delayed', delivered: 'delivered' } as const;

/** A report in words alone: what a person would read out of it. */
export interface Notice {
  readonly subject: string;
  readonly from: string;
  /** The report's own text, without the mail it returns. */
  readonly text: string;
  /** X-Failed-Recipients (Exim, Gmail). */
  readonly failedRecipients: string | null;
  /** Whether its return path is empty or an address; `untold` too where a program says that it answers. */
  readonly sender: 'nobody' | 'somebody' | 'untold';
}

const BY_SYSTEM = new RegExp(`${SYSTEM}(?:@|[-_.+ ]|$)`, 'iu');
const REPLY_SUBJECT =
  /^(?:re|aw|sv|vs|antw|rv|odp|ynt|fwd?|wg|tr|回[复覆]|答[复覆]|返信|답장|پاسخ|رد)\s*[:：]/iu;

/** Whether a name or an address is one that systems write reports under. */
export function isSystemName(name: string): boolean {
  return BY_SYSTEM.test(name.trim());
}

/**
 * Whether the words of a mail say that a delivery failed, is late or went well; null: nothing of it. What a subject
 * says comes before what a text mentions, and a system is believed more readily than a person.
 */
export function noticeKind(notice: Notice): NoticeKind | null {
  const { subject, text } = notice;
  const own = ownWords(text);
  const reply = smtpReplyIn(own);
  const bySystem = isSystemName(notice.from) || notice.sender === 'nobody';
  if (!bySystem && REPLY_SUBJECT.test(subject.trim())) return null;
  if (DELAY.test(subject)) return 'delay';
  if (FAILURE.test(subject)) {
    const isMeant = notice.sender !== 'somebody' && FAILURE.test(own);
    return bySystem || reply !== null || isMeant ? 'bounce' : null;
  }
  if (!bySystem || saysAutoReply(subject)) return null;
  if (SUCCESS.test(subject)) return 'delivered';
  if (DELAY.test(own) && !reply?.startsWith('5')) return 'delay';
  if (FAILURE.test(own) || reply !== null) return 'bounce';
  return SUCCESS.test(own) ? 'delivered' : null;
}

/** The recipients that a notice names, each with the server's words that stand next to it. */
export function noticeRecipients(notice: Notice, kind: NoticeKind): ReportedRecipient[] {
  const own = ownWords(notice.text);
  const action = ACTIONS[kind];
  const named = addressesIn(notice.failedRecipients ?? '');
  const addresses = named.length > 0 ? named : addressesIn(own);
  const found = addresses.map((address) => {
    const at = own.indexOf(address);
    return { address, words: at < 0 ? own : own.slice(at + address.length, at + address.length + 900) };
  });
  if (found.length === 0) return [recipientOf(null, own, action)];
  return found.map(({ address, words }) =>
    recipientOf(address, smtpReplyIn(words) === null && enhancedIn(words) === null ? own : words, action),
  );
}

function recipientOf(
  address: string | null,
  words: string,
  action: ReportedRecipient['action'],
): ReportedRecipient {
  const reply = smtpReplyIn(unfolded(words));
  const diagnostic = (reply ?? firstSentences(words)).slice(0, 500);
  return {
    address,
    action,
    status: enhancedIn(reply ?? '') ?? enhancedIn(words),
    diagnostic: diagnostic === '' ? null : diagnostic,
  };
}

/** A reply that a server broke over several lines, as one. */
function unfolded(text: string): string {
  return text.replace(/\n[ \t]+/g, ' ');
}

function ownWords(text: string): string {
  const at = RETURNED.exec(text)?.index;
  return at === undefined || at === 0 ? text : text.slice(0, at);
}

function firstSentences(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

const ADDRESS =
  /(?<![\p{L}\p{N}.!#$%&*+/=?^_`{}~-])[\p{L}\p{N}.!#$%&*+/=?^_`{}~-]{1,128}@[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,}/gu;

/** Addresses in the order of a text, without those of the system that writes it and of whoever wrote or may be asked. */
function addressesIn(text: string): string[] {
  const all = [...text.matchAll(ADDRESS)]
    .filter(({ index }) => !NOT_RECIPIENT.test(text.slice(Math.max(0, index - 40), index)))
    .map(([found]) => found.replace(/[.!?]+$/, ''));
  return [...new Set(all)]
    .filter((address) => !isSystemName(address) && !/^b\+[0-9a-z]+\./i.test(address))
    .slice(0, 20);
}
