import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { isAutoReply } from './auto-reply.js';
import { readDeliveryStatus } from './delivery-status.js';
import { type Notice, noticeKind, noticeRecipients } from './failure-notice.js';
import { readFeedback } from './feedback-report.js';
import type { InboundKind, InboundReport, ReportedRecipient } from './inbound-report.js';
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

/**
 * Reads a mail that came to an address of ours: a machine's report where it holds one (RFC 3464, 5965), else what its
 * words say, else a program's answer (RFC 3834), else a person's reply. Never throws for what somebody wrote; a mail
 * that cannot be parsed at all is `unknown`.
 */
export async function readInbound(source: Uint8Array): Promise<InboundReport> {
  const raw = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1');
  let email: Email;
  try {
    email = await PostalMime.parse(source, { forceRfc822Attachments: true, attachmentEncoding: 'utf8' });
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
  const said = status || !isHumanAnswer(email) ? noticeKind(notice) : null;
  if (said) return { kind: said, recipients: noticeRecipients(notice, said) };
  if (isAutoReply(email)) return { kind: 'auto_reply', recipients: [] };
  return { kind: hasNullSender(email) ? 'unknown' : 'reply', recipients: [] };
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
    !/^(?:mailer-daemon|postmaster|mdaemon)@/i.test(addressOf(email.from))
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

function noticeOf(email: Email): Notice {
  const text = email.text ?? plain(email.html ?? '');
  return {
    subject: email.subject ?? '',
    from: addressOf(email.from) || (email.from?.name ?? ''),
    text: text.replace(/\r\n?/g, '\n').slice(0, 64_000),
    failedRecipients: headerOf(email, 'x-failed-recipients') || null,
  };
}

/** Marks in what was returned come first: what a mail merely mentions may be another's. */
function marksOf(raw: string, email: Email | null): Pick<InboundReport, 'returnPaths' | 'messageIds'> {
  const returned = (email?.attachments ?? [])
    .filter(({ mimeType }) => RETURNED_PARTS.includes(mimeType) || mimeType === FEEDBACK_PART)
    .map(textOf)
    .join('\n');
  const all = `${returned}\n${email?.text ?? ''}\n${raw}`;
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

function plain(html: string): string {
  return html
    .replace(/<(?:style|script|head)\b[\s\S]*?<\/(?:style|script|head)>/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&amp;/g, '&');
}
