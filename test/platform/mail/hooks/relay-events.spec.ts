import { describe, expect, it } from '@jest/globals';
import { meaningOfReport } from '../../../../src/domain/dispatch/inbound.rules.js';
import { keptMail } from '../../../../src/platform/mail/hooks/kept-mail.js';
import { readMailgunEvent } from '../../../../src/platform/mail/hooks/mailgun-events.js';
import { readPostmarkEvent } from '../../../../src/platform/mail/hooks/postmark-events.js';
import type { HookContent } from '../../../../src/platform/mail/hooks/relay-event.js';
import { readSendGridEvents } from '../../../../src/platform/mail/hooks/sendgrid-events.js';
import { readSesEvent } from '../../../../src/platform/mail/hooks/ses-events.js';
import PostalMime from 'postal-mime';
import { mailgunEvents, mailgunFailed } from '../../../factories/mailgun-events.js';
import { postmarkBounce, postmarkEvents } from '../../../factories/postmark-events.js';
import { sendGridEvents } from '../../../factories/sendgrid-events.js';
import { sesBounce, sesEvents } from '../../../factories/ses-events.js';
import { without } from '../../../support/without.js';

const ID = '0b9f1c52-7f5e-4d6a-9a0e-3f1d2c4b5a69';
const MARK = `m${ID}@example.org`;

const ses = (event: object): HookContent =>
  readSesEvent({
    Type: 'Notification',
    MessageId: '19ba9823-d7f2-53c1-860e-cb10e0d13dfc',
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:events',
    Message: JSON.stringify(event),
    Timestamp: '2026-11-24T12:00:00.000Z',
    SignatureVersion: '2',
    Signature: '',
    SigningCertURL: '',
  });
const postmark = (event: object): HookContent => readPostmarkEvent(Buffer.from(JSON.stringify(event)));
const sendgrid = (event: object): HookContent => readSendGridEvents(Buffer.from(JSON.stringify([event])));

/** What an event does to an update that was accepted: kind, outcome, soft, suppression. */
function effectOf({ events, unreadable }: HookContent) {
  expect(unreadable).toBe(0);
  const report = events[0]?.report;
  if (!report) return 'nothing';
  expect(report.messageIds).toEqual([ID]);
  const reported = report.recipients[0] ?? null;
  const meaning = meaningOfReport(report.kind, reported, { kind: 'update', state: 'accepted' });
  const soft = meaning.isSoft ? 'soft' : 'hard';
  if (report.kind === 'bounce') return `${String(meaning.outcome)}, ${soft}, ${String(meaning.suppress)}`;
  return meaning.suppress === null ? report.kind : `${report.kind}, ${meaning.suppress}`;
}

describe('Amazon SES says', () => {
  const bounce = (type: string, subType: string, told: object = {}) => sesBounce(MARK, type, subType, told);
  const told = (status: string, words: string) => ({ status, diagnosticCode: `smtp; ${words}` });

  it.each([
    [bounce('Permanent', 'General', told('5.1.1', '550 5.1.1 <jane@example.com>... User')), 'recipient_gone, hard, recipient_gone'],
    [bounce('Permanent', 'General'), 'recipient_gone, hard, recipient_gone'],
    [bounce('Permanent', 'NoEmail'), 'recipient_gone, hard, recipient_gone'],
    [bounce('Permanent', 'Suppressed', { status: '5.1.1', diagnosticCode: 'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.' }), 'recipient_gone, hard, recipient_gone'],
    [bounce('Permanent', 'OnAccountSuppressionList'), 'recipient_gone, hard, recipient_gone'],
    // A relay may call hard what is our own fault: the receiving server's words count.
    [bounce('Permanent', 'General', told('5.7.26', '550 5.7.26 This mail has been blocked because the sender is unauthenticated.')), 'own_fault, hard, null'],
    [bounce('Permanent', 'General', told('5.7.1', '550 5.7.1 Service unavailable, client host blocked using Spamhaus')), 'own_fault, hard, null'],
    [bounce('Transient', 'General'), 'deferred_system, soft, null'],
    [bounce('Transient', 'MailboxFull'), 'deferred_quota, soft, null'],
    [bounce('Transient', 'MailboxFull', told('5.2.2', '552 5.2.2 mailbox full')), 'recipient_refused, soft, null'],
    [bounce('Transient', 'MessageTooLarge'), 'content_refused, hard, null'],
    [bounce('Transient', 'ContentRejected'), 'content_refused, hard, null'],
    [bounce('Transient', 'AttachmentRejected'), 'content_refused, hard, null'],
    [bounce('Undetermined', 'Undetermined'), 'deferred_system, soft, null'],
    [sesEvents(MARK).complaint, 'complaint, complaint'],
    [{ ...sesEvents(MARK).complaint, complaint: { complaintFeedbackType: 'not-spam' } }, 'unknown'],
    [{ ...sesEvents(MARK).complaint, complaint: { complaintSubType: 'OnAccountSuppressionList', complaintFeedbackType: 'not-spam' } }, 'complaint, complaint'],
    [sesEvents(MARK).delay, 'delay'],
    [sesEvents(MARK).delivery, 'delivered'],
    [sesEvents(MARK).reject, 'content_refused, hard, null'],
    [sesEvents(MARK).subscription, 'unsubscribe, unsubscribed'],
    [sesEvents(MARK).open, 'nothing'],
    [sesEvents(MARK).send, 'nothing'],
  ])('%#: the right thing', (event, effect) => {
    expect(effectOf(ses(event))).toBe(effect);
  }); // prettier-ignore

  it('nothing in the words by which a topic is joined', () => {
    const joined = ses({});
    expect(joined.unreadable).toBe(1);
    const words = { Message: 'Successfully validated SNS topic for Amazon SES event publishing.' };
    expect(readSesEvent({ ...words } as never)).toEqual({ events: [], unreadable: 0 });
  });

  it('which message it was by the envelope sender too, where headers are left out', () => {
    const mail = without(sesEvents(MARK).complaint.mail, 'headers', 'commonHeaders');
    const source = 'b+f5lxx1zz5pnorynqglhzmsp34.1a2b3c4d@bounces.example.org';
    const [event] = ses({ ...sesEvents(MARK).complaint, mail: { ...mail, source } }).events;
    expect(event?.report).toMatchObject({
      messageIds: [],
      returnPaths: ['b+f5lxx1zz5pnorynqglhzmsp34.1a2b3c4d'],
    });
  });
});

describe('Postmark says', () => {
  const bounce = (type: string, details = '') => postmarkBounce(MARK, type, details);

  it.each([
    [bounce('HardBounce', 'smtp;550 5.1.1 The email account that you tried to reach does not exist.'), 'recipient_gone, hard, recipient_gone'],
    [bounce('HardBounce', 'Test bounce details'), 'recipient_gone, hard, recipient_gone'],
    [bounce('HardBounce'), 'recipient_gone, hard, recipient_gone'],
    [bounce('SoftBounce'), 'deferred_system, soft, null'],
    [bounce('SoftBounce', 'smtp;552 5.2.2 Mailbox full'), 'recipient_refused, soft, null'],
    [bounce('BadEmailAddress'), 'recipient_gone, hard, recipient_gone'],
    [bounce('Blocked', 'smtp;550 5.7.1 blocked using zen.spamhaus.org'), 'own_fault, hard, null'],
    [bounce('DMARCPolicy'), 'own_fault, hard, null'],
    [bounce('SMTPApiError'), 'own_fault, hard, null'],
    [bounce('SpamNotification'), 'content_refused, hard, null'],
    [bounce('VirusNotification'), 'content_refused, hard, null'],
    [bounce('Unknown'), 'refused, soft, null'],
    [bounce('Transient'), 'delay'],
    [bounce('DnsError'), 'delay'],
    [bounce('AutoResponder'), 'auto_reply'],
    [bounce('ChallengeVerification'), 'auto_reply'],
    [bounce('ManuallyDeactivated'), 'unsubscribe, unsubscribed'],
    [bounce('Unsubscribe'), 'unsubscribe, unsubscribed'],
    [bounce('Subscribe'), 'nothing'],
    [bounce('InboundError'), 'nothing'],
    [postmarkEvents(MARK).complaint, 'complaint, complaint'],
    [postmarkEvents(MARK).unsubscribed, 'unsubscribe, unsubscribed'],
    [postmarkEvents(MARK).resubscribed, 'nothing'],
    [{ ...postmarkEvents(MARK).unsubscribed, SuppressionReason: 'HardBounce' }, 'recipient_gone, hard, recipient_gone'],
    [{ ...postmarkEvents(MARK).unsubscribed, SuppressionReason: 'SpamComplaint' }, 'complaint, complaint'],
    [postmarkEvents(MARK).delivery, 'delivered'],
    [postmarkEvents(MARK).open, 'nothing'],
  ])('%#: the right thing', (event, effect) => {
    expect(effectOf(postmark(event))).toBe(effect);
  }); // prettier-ignore

  it('each event under a name of its own', () => {
    const ids = [
      bounce('HardBounce'),
      { ...bounce('HardBounce'), ID: 5 },
      postmarkEvents(MARK).complaint,
      postmarkEvents(MARK).unsubscribed,
      { ...postmarkEvents(MARK).unsubscribed, ChangedAt: '2026-11-25T00:00:00Z' },
    ].map((event) => postmark(event).events[0]?.id);
    expect(new Set(ids).size).toBe(5);
  });
});

describe('Mailgun says', () => {
  it.each([
    [mailgunEvents(MARK).permanent, 'recipient_gone, hard, recipient_gone'],
    [mailgunFailed(MARK, { code: 550, 'enhanced-code': '5.1.1', message: '5.1.1 The email account that you tried to reach does not exist.', 'bounce-type': 'hard' }), 'recipient_gone, hard, recipient_gone'],
    [mailgunFailed(MARK, { code: 550, 'enhanced-code': '5.7.26', message: 'unauthenticated mail', 'bounce-type': 'hard' }), 'own_fault, hard, null'],
    [mailgunFailed(MARK, { code: 552, message: 'mailbox full', 'bounce-type': 'soft' }), 'recipient_refused, soft, null'],
    [mailgunFailed(MARK, { code: 605, message: 'Not delivering to previously bounced address' }, 'suppress-bounce'), 'recipient_gone, hard, recipient_gone'],
    [mailgunFailed(MARK, { code: 606, message: 'Not delivering to a user who unsubscribed' }, 'suppress-unsubscribe'), 'unsubscribe, unsubscribed'],
    [mailgunFailed(MARK, { code: 607, message: 'Not delivering to a user who marked your messages as spam' }, 'suppress-complaint'), 'complaint, complaint'],
    [mailgunFailed(MARK, { code: 498, message: 'No MX for nomx.example.com' }, 'old'), 'deferred_system, soft, null'],
    [mailgunFailed(MARK, { 'bounce-type': 'hard' }), 'recipient_gone, hard, recipient_gone'],
    [mailgunFailed(MARK, null), 'refused, soft, null'],
    [mailgunEvents(MARK).temporary, 'delay'],
    [mailgunEvents(MARK).rejected, 'own_fault, hard, null'],
    [mailgunEvents(MARK).complained, 'complaint, complaint'],
    [mailgunEvents(MARK).unsubscribed, 'unsubscribe, unsubscribed'],
    [mailgunEvents(MARK).delivered, 'delivered'],
    [mailgunEvents(MARK).opened, 'nothing'],
    [mailgunEvents(MARK).clicked, 'nothing'],
    [mailgunEvents(MARK).accepted, 'nothing'],
  ])('%#: the right thing', (event, effect) => {
    expect(effectOf(readMailgunEvent(event))).toBe(effect);
  }); // prettier-ignore

  it.each([null, [], 'failed', {}, { event: 'failed' }])('nothing that can be read in %j', (event) => {
    expect(readMailgunEvent(event)).toEqual({ events: [], unreadable: 1 });
  });
});

describe('SendGrid says', () => {
  const all = sendGridEvents(MARK);
  const bounced = (more: object) => ({ ...all.bounce, reason: '', status: '', ...more });
  const dropped = (reason: string) => ({ ...all.dropped, reason });

  it.each([
    [all.bounce, 'recipient_gone, hard, recipient_gone'],
    [bounced({ status: '5.1.1', reason: '550 5.1.1 The email account that you tried to reach does not exist.' }), 'recipient_gone, hard, recipient_gone'],
    [bounced({ type: 'bounce' }), 'recipient_gone, hard, recipient_gone'],
    [bounced({ type: 'blocked' }), 'deferred_system, soft, null'],
    [bounced({ type: 'bounce', bounce_classification: 'Reputation' }), 'own_fault, hard, null'],
    [bounced({ type: 'bounce', bounce_classification: 'Content' }), 'content_refused, hard, null'],
    [bounced({ type: 'bounce', bounce_classification: 'Invalid Address' }), 'recipient_gone, hard, recipient_gone'],
    [bounced({ type: 'blocked', bounce_classification: 'Mailbox Unavailable' }), 'deferred_system, soft, null'],
    [bounced({ type: 'blocked', status: '5.7.1', reason: '550 5.7.1 Mail rejected, see DMARC policy' }), 'own_fault, hard, null'],
    [dropped('Bounced Address'), 'recipient_gone, hard, recipient_gone'],
    [dropped('Invalid'), 'recipient_gone, hard, recipient_gone'],
    [dropped('Spam Reporting Address'), 'complaint, complaint'],
    [dropped('Unsubscribed Address'), 'unsubscribe, unsubscribed'],
    [dropped('Spam Content (if spam checker app enabled)'), 'content_refused, hard, null'],
    [dropped('Invalid SMTPAPI header'), 'own_fault, hard, null'],
    [dropped('Recipient List over Package Quota'), 'own_fault, hard, null'],
    [all.deferred, 'delay'],
    [all.spamreport, 'complaint, complaint'],
    [all.unsubscribe, 'unsubscribe, unsubscribed'],
    [all.group_unsubscribe, 'unsubscribe, unsubscribed'],
    [all.group_resubscribe, 'nothing'],
    [all.delivered, 'delivered'],
    [all.processed, 'nothing'],
    [all.open, 'nothing'],
    [all.click, 'nothing'],
  ])('%#: the right thing', (event, effect) => {
    expect(effectOf(sendgrid(event))).toBe(effect);
  }); // prettier-ignore

  it('which message it was by our argument, where the Message-ID is left out', () => {
    const rest = without(all.spamreport, 'smtp-id');
    expect(effectOf(sendgrid({ ...rest, 'vigil-message': MARK }))).toBe('complaint, complaint');
  });

  it('what can be read, whatever stands beside it', () => {
    const body = Buffer.from(JSON.stringify([null, 7, all.bounce, { event: 'bounce' }, all.open]));
    const { events, unreadable } = readSendGridEvents(body);
    expect([events.length, unreadable]).toEqual([2, 3]);
    expect(() => readSendGridEvents(Buffer.from('{"event":"bounce"}'))).toThrow(
      'not what the relay documents',
    );
  });
});

describe('what is kept for a person', () => {
  it('is a mail with the words of both servers, and not the mail that the relay returns', async () => {
    const event = postmark({
      ...postmarkBounce(MARK, 'HardBounce', 'smtp;550 5.1.1 نیست'),
      Content: 'Return-Path: <>\n\nthe mail itself',
    }).events[0];
    if (!event) throw new Error('no event');
    const mail = await PostalMime.parse(keptMail('postmark', event));
    expect(mail.subject).toBe('Postmark: bounce');
    expect(mail.text).toContain('550 5.1.1 نیست');
    expect(mail.text).toContain('"Type": "HardBounce"');
    expect(mail.text).not.toContain('the mail itself');
  });
});
