import { describe, expect, it } from '@jest/globals';
import { classifyReply, parseReply } from '../../../src/domain/dispatch/reply.rules.js';

/** What large receivers and common servers answer, by where they say it and what it means for us. */
const replies = [
  // Gmail
  ['rcpt', '550-5.1.1 The email account that you tried to reach does not exist.', 'recipient_gone'],
  ['rcpt', '452-4.2.2 The email account that you tried to reach is over quota.', 'deferred_quota'],
  [
    'rcpt',
    '450-4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend at a later time.',
    'deferred_rate',
  ],
  [
    'rcpt',
    '550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages.',
    'recipient_refused',
  ],
  ['rcpt', '550 5.2.1 The email account that you tried to reach is inactive.', 'recipient_gone'],
  ['body', "552-5.2.3 Your message exceeded Google's message size limits.", 'content_refused'],
  [
    'body',
    '550-5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail.',
    'content_refused',
  ],
  [
    'body',
    '550-5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record setup.',
    'own_fault',
  ],
  ['rcpt', '550-5.7.1 Mail relay denied [192.0.2.1].', 'own_fault'],
  // Exchange, Office 365, Outlook.com
  [
    'rcpt',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    'recipient_gone',
  ],
  ['rcpt', '550 5.5.0 Requested action not taken: mailbox unavailable', 'recipient_gone'],
  ['rcpt', '550 5.4.1 Recipient address rejected: Access denied. AS(201806281)', 'refused'],
  ['rcpt', '550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus.', 'own_fault'],
  ['rcpt', '550 5.7.606 Access denied, banned sending IP [192.0.2.1].', 'own_fault'],
  ['body', '550 5.7.509 Access denied, sending domain does not pass DMARC verification', 'own_fault'],
  ['mail', '530 5.7.57 Client not authenticated to send mail', 'own_fault'],
  ['rcpt', '550 5.7.64 TenantAttribution; Relay Access Denied', 'own_fault'],
  [
    'body',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restricted',
    'recipient_refused',
  ],
  ['body', '550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized', 'recipient_refused'],
  ['body', '554 5.2.122 The recipient has exceeded their limit for messages received', 'recipient_refused'],
  ['rcpt', '452 4.3.1 Insufficient system resources', 'deferred_system'],
  [
    'mail',
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent: part of their network is on our block list (S3150).",
    'own_fault',
  ],
  // Yahoo
  ['body', "554 delivery error: dd This user doesn't have a yahoo.com account", 'recipient_gone'],
  ['rcpt', '552 1 Requested mail action aborted, mailbox not found', 'recipient_gone'],
  ['body', '554 5.7.9 Message not accepted for policy reasons.', 'own_fault'],
  [
    'mail',
    '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
    'deferred_rate',
  ],
  [
    'rcpt',
    "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
    'own_fault',
  ],
  // Postfix
  [
    'rcpt',
    '550 5.1.1 <x@y.example>: Recipient address rejected: User unknown in local recipient table',
    'recipient_gone',
  ],
  [
    'rcpt',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example.org',
    'own_fault',
  ],
  ['rcpt', '554 5.7.1 <x@y.example>: Recipient address rejected: Access denied', 'recipient_refused'],
  ['rcpt', '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname', 'own_fault'],
  ['rcpt', '452 4.3.1 Insufficient system storage', 'deferred_system'],
  // Exim
  ['rcpt', '550 Unrouteable address', 'recipient_gone'],
  ['rcpt', '550 Administrative prohibition', 'refused'],
  [
    'rcpt',
    '550-Verification failed for <a@b.example>\r\n550-No Such User Here\r\n550 Sender verify failed',
    'own_fault',
  ],
  ['rcpt', '550 relay not permitted', 'own_fault'],
  ['rcpt', '550 JunkMail rejected - host.example [192.0.2.1] is in an RBL', 'own_fault'],
  // qmail
  ['rcpt', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'own_fault'],
  ['rcpt', '550 sorry, no mailbox here by that name. (#5.1.1)', 'recipient_gone'],
  ['body', '552 sorry, that message size exceeds my databytes limit (#5.3.4)', 'content_refused'],
  // Sendmail
  ['rcpt', '550 5.1.1 <x@y.example>... User unknown', 'recipient_gone'],
  ['rcpt', '550 5.7.1 <x@y.example>... Relaying denied', 'own_fault'],
  ['mail', '553 5.1.8 <a@b.example>... Domain of sender address a@b.example does not exist', 'own_fault'],
  // Amazon SES as the relay
  ['body', '554 Message rejected: Email address is not verified.', 'own_fault'],
  ['body', '454 Throttling failure: Maximum sending rate exceeded.', 'deferred_rate'],
  ['body', '454 Throttling failure: Daily message quota exceeded.', 'deferred_rate'],
  ['body', '554 Access denied: User x is not authorized to perform ses:SendRawEmail', 'own_fault'],
  ['auth', '535 Authentication Credentials Invalid', 'own_fault'],
  // QQ, 163
  ['rcpt', '550 Mailbox not found. http://service.mail.qq.example', 'recipient_gone'],
  ['rcpt', '550 Domain frequency limited', 'own_fault'],
  ['body', '550 Mail content denied', 'content_refused'],
  ['body', '554 DT:SPM 163 smtp10', 'content_refused'],
  ['rcpt', '550 RP:TRC 163 smtp10', 'own_fault'],
  ['rcpt', '550 User not found: x@y.example', 'recipient_gone'],
  // Yandex, mail.ru
  ['rcpt', '550 5.7.1 No such user!', 'recipient_gone'],
  ['body', '554 5.7.1 [1] Message rejected under suspicion of SPAM', 'content_refused'],
  [
    'rcpt',
    '550 Message was not accepted -- invalid mailbox. Local mailbox x@y.example is unavailable: user not found',
    'recipient_gone',
  ],
  ['body', '550 spam message rejected. Please visit http://help.example', 'content_refused'],
  ['mail', '550 Access from ip address 192.0.2.1 blocked', 'own_fault'],
] as const;

describe('a reply in the wild', () => {
  it.each(replies)('at %s: %s', (phase, reply, outcome) => {
    expect(classifyReply(phase, parseReply(reply))).toBe(outcome);
  });

  it('never blames the recipient for what is our own fault', () => {
    const ours = replies.filter(([, , outcome]) => outcome === 'own_fault');
    for (const [, reply] of ours) {
      for (const phase of ['connect', 'auth', 'mail', 'rcpt', 'data', 'body'] as const)
        expect([reply, phase, classifyReply(phase, parseReply(reply))]).toEqual([reply, phase, 'own_fault']);
    }
  });
});
