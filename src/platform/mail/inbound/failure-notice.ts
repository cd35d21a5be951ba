import type { ReportedRecipient } from './inbound-report.js';
import { enhancedIn, smtpReplyIn } from './status-code.js';

/** A report in words alone: what a person would read out of it. */
export interface Notice {
  readonly subject: string;
  readonly from: string;
  /** The report's own text, without the mail it returns. */
  readonly text: string;
  /** X-Failed-Recipients (Exim, Gmail). */
  readonly failedRecipients: string | null;
}

const SENDERS =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|mail delivery (?:sub)?system|mdaemon|bounce[sd]?|smtp-?daemon|nobody|exchange.*|microsoft.*|system administrator|mail ?admin(?:istrator)?|mail-?delivery|delivery-?(?:subsystem|system)|メール配信システム|系统(?:退信)?|postoffice)(?:@|[-_.+ ]|$)/iu;

const FAILURE =
  /undeliver(?:able|ed)|undelivered mail returned|non[- ]?deliver(?:y|able)|delivery (?:status notification )?\(?(?:has )?(?:failed|failure)|deliver(?:y|ing).{0,20}(?:failed|failure|error|problem|unsuccessful)|failure notice|failed (?:mail|delivery|to deliver)|mail (?:delivery (?:failed|failure|error)|could not be delivered|system error)|returned (?:mail|to sender)|returning message|could ?n(?:o|')t (?:be )?deliver|can(?:no|')t (?:be )?deliver|not (?:be )?delivered|message (?:rejected|blocked|not delivered)|message you sent.{0,40}(?:blocked|rejected|returned)|nondeliverable mail|user unknown|unzustellbar|zustellung (?:der nachricht )?(?:fehlgeschlagen|nicht)|nicht zugestellt|[ée]chec (?:de|d'|dans).{0,20}(?:remise|distribution|livraison|envoi)|non remis|no (?:se )?(?:ha podido )?entreg|error de entrega|devuelt|onbestelbaar|mancata consegna|non recapitabile|niedostarczon|odesłan|nedoručiteln|недостав|не доставлено|ошибка доставки|teslim edilemedi|تعذر التسليم|لم يتم تسليم|برگشت|تحویل داده نشد|退信|未送达|无法(?:投递|送达|传递)|投递失败|投遞失敗|傳送失敗|配信(?:不能|できません)|送信(?:できません|エラー)|送達不能|반송|전송 ?실패|배달/iu;

const DELAY =
  /(?:delivery|message|mail).{0,30}(?:delayed|delay\b|still being (?:re)?tried|has not yet been delivered)|delayed (?:mail|delivery|message)|warning: (?:could not send|message.{0,40}delayed)|delivery status notification \(delay\)|could not send message for past|will (?:continue to|keep) (?:try|retry)|zustellung verzögert|verzögert|remise différée|retard[ée]e?|retrasad[oa]|延迟|配信遅延|지연/iu;

/** Where the returned mail begins, in the words of the common servers. */
const RETURNED =
  /^(?:-{2,}\s*(?:original message|below this line|returned message|message header|this is a copy|the header|message is as follows|原始邮件|原邮件|original mail)|received: |return-path: |included is a copy|copy of the message|original message (?:header|follows)|below (?:is|are) (?:a copy|the))/im;

/** Whether the words of a mail say that a delivery failed or is late; null: neither. */
export function noticeKind({ subject, from, text }: Notice): 'bounce' | 'delay' | null {
  const own = ownWords(text);
  const bySystem = SENDERS.test(from.trim());
  if (DELAY.test(subject) || (bySystem && DELAY.test(own) && !FAILURE.test(subject))) return 'delay';
  if (FAILURE.test(subject) && (bySystem || smtpReplyIn(own) !== null || FAILURE.test(own))) return 'bounce';
  return bySystem && (FAILURE.test(own) || smtpReplyIn(own) !== null) ? 'bounce' : null;
}

/** The recipients that a notice names, each with the server's words that stand next to it. */
export function noticeRecipients(notice: Notice, kind: 'bounce' | 'delay'): ReportedRecipient[] {
  const own = ownWords(notice.text);
  const action = kind === 'bounce' ? 'failed' : 'delayed';
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

const ADDRESS = /[\p{L}\p{N}.!#$%&*+/=?^_`{}~-]+@[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,}/gu;

/** Addresses in the order of a text, without those of the system that writes it. */
function addressesIn(text: string): string[] {
  const all = [...text.matchAll(ADDRESS)].map(([found]) => found.replace(/[.!?]+$/, ''));
  return [...new Set(all)]
    .filter((address) => !SENDERS.test(address) && !/^b\+[0-9a-z]+\./i.test(address))
    .slice(0, 20);
}
