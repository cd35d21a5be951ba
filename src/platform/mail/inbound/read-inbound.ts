import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { isAutoReply, saysAutoReply } from './auto-reply.js';
import { readDeliveryStatus } from './delivery-status.js';
import { isSystemName, type Notice, noticeKind, noticeRecipients } from './failure-notice.js';
import { readFeedback } from './feedback-report.js';
import type { InboundKind, InboundReport, ReportedRecipient } from './inbound-report.js';
import { textOfMail, withoutEmptyRuns } from './mail-text.js';
import { messageIdsIn, returnPathsIn } from './marks.js';

const STATUS_PARTS = ['message/delivery-status', 'message/global-delivery-status'];
const FEEDBACK_PART = 'message/feedback-report';
const RETURNED_PARTS = [
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/global-headers',
  'message/partial',
];
const STATUS_FIELD = /^(?:Reporting-MTA|(?:Original|Final)-Recipient|Action):/im;
const RECIPIENT_FIELDS = [
  /^(?:Original|Final)-Recipient:.*;/im,
  /^Action: *(?:fail|delay|deliver|relay|expand)/im,
];

/**
 * Reads a mail that came to an address of ours: a machine's report where it holds one (RFC 3464, 5965), else what its
 * words say, else a program's answer (RFC 3834), else a person's reply. Never throws for what somebody wrote; a mail
 * that cannot be parsed at all is `unknown`.
 */
export async function readInbound(source: Uint8Array): Promise<InboundReport> {
  const raw = withoutEmptyRuns(
    Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1'),
  );
  let email: Email;
  try {
    email = await PostalMime.parse(Buffer.from(raw, 'latin1'), {
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
    });
  } catch {
    return { kind: 'unknown', ...marksOf(raw, null), recipients: [] };
  }
  const { kind, recipients } = meaningOf(email);
  return { kind, ...marksOf(raw, email), recipients };
}

interface Meaning {
  readonly kind: InboundKind;
  readonly recipients: readonly ReportedRecipient[];
}

function meaningOf(email: Email): Meaning {
  const part = (types: readonly string[]) =>
    email.attachments.find(({ mimeType }) => types.includes(mimeType));
  const feedback = part([FEEDBACK_PART]);
  if (feedback)
    return { kind: readFeedback(textOf(feedback)) === 'complaint' ? 'complaint' : 'unknown', recipients: [] };
  const status = part(STATUS_PARTS);
  const told = status ? readDeliveryStatus(textOf(status)) : [];
  if (told.length > 0) return { kind: kindOf(told), recipients: told };
  if (isDispositionReport(email)) return { kind: 'auto_reply', recipients: [] };
  if (isJunkReport(email)) return { kind: 'complaint', recipients: [] };
  const notice = noticeOf(email);
  if (status || !isHumanAnswer(email)) {
    const stray = readDeliveryStatus(strayStatus(email, notice.text));
    if (stray.length > 0) return { kind: kindOf(stray), recipients: stray };
    const answers = saysAutoReply(notice.subject);
    const worded = answers && !isSystemName(notice.from) ? null : noticeKind(notice);
    const said = worded ?? (isWordlessNotice(email, notice) ? 'bounce' : null);
    if (said) return { kind: said, recipients: noticeRecipients(notice, said) };
  }
  if (isAutoReply(email)) return { kind: 'auto_reply', recipients: [] };
  return {
    kind: hasNullSender(email) || isOtherReport(email) || status ? 'unknown' : 'reply',
    recipients: [],
  };
}

function kindOf(told: readonly ReportedRecipient[]): InboundKind {
  if (told.some(({ action }) => action === 'failed')) return 'bounce';
  return told.some(({ action }) => action === 'delayed') ? 'delay' : 'delivered';
}

/** A person answering us quotes our Message-ID and writes from an address that is no system's. */
function isHumanAnswer(email: Email): boolean {
  return (
    email.inReplyTo !== undefined &&
    !hasNullSender(email) &&
    !isAutoReply(email) &&
    !isSystemName(addressOf(email.from))
  );
}

/** Programs' reports of other kinds: of TLS (RFC 8460), of DMARC (RFC 7489 §7.2.1.1), and those without their parts. */
function isOtherReport(email: Email): boolean {
  return (
    /^multipart\/report\b(?!.*delivery-status)/is.test(headerOf(email, 'content-type')) ||
    /^report domain:.*submitter:/i.test(email.subject ?? '')
  );
}

/** The fields of a machine's report where a gateway called their part a text, or wrote them among its words. */
function strayStatus(email: Email, words: string): string {
  const texts = email.attachments.filter(({ mimeType }) => mimeType.startsWith('text/')).map(textOf);
  const found = [...texts, words].find((text) => RECIPIENT_FIELDS.every((field) => field.test(text)));
  return found?.slice(found.search(STATUS_FIELD)) ?? '';
}

/**
 * What a system sends without a return path to the sender of a mail of ours says that it failed, in whatever language:
 * RFC 5321 §4.5.5 keeps the empty path for reports, and those of delays and successes are the rarer ones.
 */
function isWordlessNotice(email: Email, { from, subject }: Notice): boolean {
  return (
    hasNullSender(email) &&
    isSystemName(from) &&
    !saysAutoReply(subject) &&
    !(isAutoReply(email) && email.inReplyTo !== undefined) &&
    !isOtherReport(email) &&
    [...(email.to ?? []), ...email.attachments].some((part) =>
      'content' in part
        ? RETURNED_PARTS.includes(part.mimeType)
        : returnPathsIn(part.address ?? '').length > 0,
    )
  );
}

/** RFC 8098: a receipt for reading says nothing about the delivery that we do not know. */
function isDispositionReport(email: Email): boolean {
  return (
    headerOf(email, 'content-type').includes('disposition-notification') ||
    email.attachments.some(({ mimeType }) => mimeType === 'message/disposition-notification')
  );
}

/** Microsoft's junk reports (JMRP) return the mail with a header of their own and no feedback part. */
function isJunkReport(email: Email): boolean {
  if (headerOf(email, 'x-hmxmroriginalrecipient') !== '') return true;
  return (
    /^(?:staff|no-?reply)@(?:hotmail|outlook|microsoft)\.com$/i.test(addressOf(email.from)) &&
    /^complaint about message from/i.test(email.subject ?? '')
  );
}

function hasNullSender(email: Email): boolean {
  return email.returnPath === '' || /^<\s*>$/.test(headerOf(email, 'return-path'));
}

function senderOf(email: Email): Notice['sender'] {
  if (isAutoReply(email)) return 'untold';
  if (hasNullSender(email)) return 'nobody';
  return headerOf(email, 'return-path') === '' ? 'untold' : 'somebody';
}

function noticeOf(email: Email): Notice {
  const subject = email.subject ?? '';
  return {
    subject,
    from: addressOf(email.from) || (email.from?.name ?? ''),
    text: textOfMail(email),
    failedRecipients: headerOf(email, 'x-failed-recipients') || null,
    sender: senderOf(email),
  };
}

/** Marks in what was returned come first: what a mail merely mentions may be another's. */
function marksOf(raw: string, email: Email | null): Pick<InboundReport, 'returnPaths' | 'messageIds'> {
  const parts = email?.attachments ?? [];
  const isReturned = ({ mimeType }: Attachment) =>
    RETURNED_PARTS.includes(mimeType) || mimeType === FEEDBACK_PART;
  const returned = parts.filter(isReturned).map(textOf);
  const texts = parts.filter(({ mimeType }) => mimeType.startsWith('text/')).map(textOf);
  const all = [...returned, email ? textOfMail(email) : '', ...texts, raw].join('\n');
  return { returnPaths: returnPathsIn(all), messageIds: messageIdsIn(all) };
}

function headerOf(email: Email, name: string): string {
  return email.headers.find(({ key }) => key === name)?.value ?? '';
}

function addressOf(from: Email['from']): string {
  const [first] = from?.group ?? [];
  return from?.address ?? first?.address ?? '';
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8');
}
