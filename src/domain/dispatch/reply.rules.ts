import type { Outcome } from './outcome.rules.js';

/** Where in the dialogue the server refused. */
export type RefusalPhase = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body';

/** A server's reply, read: basic code (RFC 5321), enhanced code (RFC 3463) and text. */
export interface ParsedReply {
  readonly code: number;
  readonly enhanced: string | null;
  readonly text: string;
}

const LINE = /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?=[ \t]|$)[ \t]?)?(.*)$/;

/** qmail puts its enhanced code at the end. */
const QMAIL = /\(#([245]\.\d{1,3}\.\d{1,3})\)/;

/** Reads a reply of one or more lines; the enhanced code may stand on any of them. */
export function parseReply(reply: string): ParsedReply {
  const lines = reply.split(/\r?\n/).map((line) => LINE.exec(line.trim()));
  return {
    code: Number(lines[0]?.[1] ?? 0),
    enhanced:
      lines.map((line) => line?.[2] ?? QMAIL.exec(line?.[3] ?? '')?.[1]).find((code) => code !== undefined) ??
      null,
    text: lines
      .map((line) => line?.[3] ?? '')
      .join(' ')
      .trim(),
  };
}

const GREYLIST = /gr[ae]y-?list|4\.7\.1 .*(?:try again|later)|postgrey|temporarily deferred.*new sender/i;
const RATE = /\brates?\b|frequency|too (?:many|fast|much|quickly)|throttl|limit exceeded|slow down|busy/i;
const UNKNOWN_USER =
  /(?:user|mailbox|recipient|address|account)[^.]{0,40}(?:unknown|not found|no such|does(?: not|n't) (?:exist|have)|invalid|unavailable|disabled|inactive)|(?:no such|unknown|invalid) (?:user|mailbox|recipient|address|account)|undeliverable address|not our customer/i;
const OUR_AUTHENTICATION =
  /dmarc|\bspf\b|dkim|not? (?:permitted|authori[sz]ed) to (?:send|relay|perform)|relay(?:ing)? (?:access )?(?:denied|prohibited|not (?:allowed|permitted))|allowed rcpthosts|authentication (?:required|failed)|not authenticated|address is not verified|sender (?:address|domain|verif)/i;
/** Our address is in bad repute, or asks too much: the next recipient would get the same answer. */
const OUR_REPUTE =
  /client host|block(?:ed)? list|blacklist|blocklist|blocked using|spamhaus|\bd?ns?bl\b|\brbl\b|banned sending ip|ip (?:address )?\S* ?(?:is |was )?blocked|frequency limit|\b(?:RP|MI):[A-Z]{3}\b/i;
/** A mailbox or a group that takes mail from few (Exchange): nothing is wrong with us elsewhere. */
const CLOSED_RECIPIENT = /RESOLVER\.RST|delivery restricted/i;
/** Of RFC 4954: about who we are, wherever they are said. */
const AUTHENTICATION_CODES: ReadonlySet<number> = new Set([530, 534, 535, 538]);
const SENDING_QUOTA = /throttl|(?:daily|sending|message) quota/i;
const OVER_QUOTA = /quota|mailbox (?:is )?full|over ?limit|insufficient (?:disk|storage)/i;
const CONTENT = /spam|virus|content|message (?:was )?(?:rejected|blocked|refused)|policy|unsolicited/i;

/**
 * What a refusal means (RFC 3463 classes first, text where a server gives none). Faults of ours, such as our address,
 * authentication or DMARC, never blame the recipient.
 */
export function classifyReply(phase: RefusalPhase, reply: ParsedReply): Outcome {
  if (phase === 'connect' || phase === 'auth') return reply.code >= 500 ? 'own_fault' : 'deferred_system';
  return reply.code >= 500 ? permanent(phase, reply) : temporary(reply);
}

function temporary({ code, enhanced, text }: ParsedReply): Outcome {
  if (SENDING_QUOTA.test(text)) return 'deferred_rate';
  if (enhanced === '4.2.2' || OVER_QUOTA.test(text)) return 'deferred_quota';
  if (GREYLIST.test(`${enhanced ?? ''} ${text}`)) return 'deferred_greylist';
  if (enhanced?.startsWith('4.7.') === true || RATE.test(text)) return 'deferred_rate';
  if (code === 450 && enhanced === null) return 'deferred_greylist';
  return 'deferred_system';
}

function permanent(phase: RefusalPhase, { code, enhanced, text }: ParsedReply): Outcome {
  const [, subject = 0, detail = 0] = (enhanced ?? '5.0.0').split('.').map(Number);
  if (CLOSED_RECIPIENT.test(text)) return 'recipient_refused';
  if (AUTHENTICATION_CODES.has(code)) return 'own_fault';
  if (phase === 'mail') return subject === 3 || code === 552 ? 'content_refused' : 'own_fault';
  if (subject === 1) {
    if (detail === 7 || detail === 8) return 'own_fault';
    return detail === 10 || detail <= 6 ? 'recipient_gone' : 'refused';
  }
  if (subject === 2) return mailbox(detail, text);
  if (subject === 6) return detail === 7 ? 'address_unsupported' : 'content_refused';
  if (subject === 7) return authentication(phase, detail, text);
  // Outlook.com says 5.5.0 of a mailbox that is not there.
  if (subject === 5) return phase === 'rcpt' && UNKNOWN_USER.test(text) ? 'recipient_gone' : 'own_fault';
  if (subject === 3 && detail === 4) return 'content_refused';
  return byText(phase, enhanced === null || subject === 0 ? code : 0, text);
}

/** 5.2.x: a mailbox that is disabled is gone, one that gets too much is not. */
function mailbox(detail: number, text: string): Outcome {
  if (detail === 3) return 'content_refused';
  if (detail === 1 && !RATE.test(text)) return 'recipient_gone';
  return detail === 1 || detail === 2 || detail >= 100 ? 'recipient_refused' : 'refused';
}

/** 5.7.x: 1 is policy, but many servers also say so of relaying or of DMARC. */
function authentication(phase: RefusalPhase, detail: number, text: string): Outcome {
  const ours =
    (detail >= 8 && detail <= 9) || (detail >= 20 && detail <= 32) || detail === 15 || detail >= 500;
  if (ours || isOurs(text)) return 'own_fault';
  if (phase !== 'rcpt') return 'content_refused';
  // Nobody has seen the content yet.
  return UNKNOWN_USER.test(text) ? 'recipient_gone' : 'recipient_refused';
}

/** What the words say; the bare code counts only where no enhanced one said more. */
function byText(phase: RefusalPhase, code: number, text: string): Outcome {
  if (isOurs(text)) return 'own_fault';
  if (OVER_QUOTA.test(text)) return 'recipient_refused';
  if (UNKNOWN_USER.test(text)) return 'recipient_gone';
  if (CONTENT.test(text)) return phase === 'rcpt' ? 'recipient_refused' : 'content_refused';
  if (/prohibit|denied|not allowed/i.test(text)) return 'refused';
  if (phase === 'rcpt') return code === 550 || code === 551 || code === 553 ? 'recipient_gone' : 'refused';
  return phase === 'body' && code === 554 ? 'content_refused' : 'refused';
}

function isOurs(text: string): boolean {
  return OUR_AUTHENTICATION.test(text) || OUR_REPUTE.test(text);
}

const AGAIN = /(?:try again|retry|wait|greylisted)\D{0,30}?(\d{1,5})\s*(s|sec|second|m|min|minute|h|hour)/i;

/** "Try again in N": the wait a server asks for, in milliseconds. */
export function askedWait(text: string): number | null {
  const match = AGAIN.exec(text);
  if (!match) return null;
  const unit = (match[2] ?? 's').toLowerCase();
  const factor = unit.startsWith('h') ? 3_600_000 : unit.startsWith('m') ? 60_000 : 1000;
  return Number(match[1]) * factor;
}

/** The relay's name for an accepted message, as the common servers give it. */
export function queueIdOf(reply: string): string | null {
  const match =
    /queued as ([\w.-]{4,100})/i.exec(reply) ??
    /\bid=([\w.-]{4,100})/i.exec(reply) ??
    /\bok:? +(?:queued +)?<?([\w.-]{6,100})/i.exec(reply);
  return match?.[1] ?? null;
}

/** A reply's text for the history: at most 300 characters, and no address in it. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/[^\s<>:;,()"']+@[^\s<>:;,()"']+/g, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 300);
}
