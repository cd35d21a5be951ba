import { dsn, type Report } from './report-forms.js';

/** Reports with a machine-readable part, as each system documents or is known to write them. */
export const deliveryReports: readonly Report[] = [
  {
    system: 'RFC 3464, the first example of its appendix',
    mail: dsn(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@cs.utk.example>\nSubject: Returned mail: Cannot send message for 5 days',
      'The original message was received at Sat, 2 Jul',
      'Reporting-MTA: dns; cs.utk.example\n\nOriginal-Recipient: rfc822;louisl@larry.slip.umd.example\nFinal-Recipient: rfc822;louisl@larry.slip.umd.example\nAction: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; 426 connection timed out\nLast-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400',
    ),
    expected: {
      kind: 'bounce',
      address: 'louisl@larry.slip.umd.example',
      status: '4.0.0',
      diagnostic: /^426 connection/,
    },
  },
  {
    system: 'Postfix',
    mail: dsn(
      'From: MAILER-DAEMON@mx.post.example (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied',
      "This is the mail system at host mx.post.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<parisa@post.example>: host in.post.example[203.0.113.7] said: 550 5.1.1\n    <parisa@post.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
      'Reporting-MTA: dns; mx.post.example\nX-Postfix-Queue-ID: 4XyZ\nX-Postfix-Sender: rfc822; b@bounces.vigil.example\nArrival-Date: Tue,  1 Sep 2026 06:00:01 +0000 (UTC)\n\nFinal-Recipient: rfc822; parisa@post.example\nOriginal-Recipient: rfc822;parisa@post.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; in.post.example\nDiagnostic-Code: smtp; 550 5.1.1 <parisa@post.example>: Recipient address\n    rejected: User unknown',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@post.example',
      status: '5.1.1',
      diagnostic: /Recipient address rejected: User unknown$/,
    },
  },
  {
    system: 'Postfix, a warning',
    mail: dsn(
      'From: MAILER-DAEMON@mx.post.example (Mail Delivery System)\nSubject: Delayed Mail (still being retried)',
      'THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
      'Reporting-MTA: dns; mx.post.example\n\nFinal-Recipient: rfc822; parisa@post.example\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to in.post.example[203.0.113.7]:25: Connection timed out\nWill-Retry-Until: Sun,  6 Sep 2026 06:00:01 +0000 (UTC)',
    ),
    expected: { kind: 'delay', address: 'parisa@post.example', status: '4.4.1' },
  },
  {
    system: 'Postfix, a delivery confirmed as NOTIFY=SUCCESS asks',
    mail: dsn(
      'From: MAILER-DAEMON@mx.post.example (Mail Delivery System)\nSubject: Successful Mail Delivery Report',
      'Your message was successfully delivered to the destination(s) listed below.',
      'Reporting-MTA: dns; mx.post.example\n\nFinal-Recipient: rfc822; parisa@post.example\nAction: relayed\nStatus: 2.0.0\nDiagnostic-Code: smtp; 250 2.0.0 Ok: queued as 9F',
    ),
    expected: { kind: 'delivered', address: 'parisa@post.example', status: '2.0.0' },
  },
  {
    system: 'Exchange Online (Office 365)',
    mail: dsn(
      'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@ministry.example>\nSubject: Undeliverable: Confirm your signature\nX-MS-Exchange-Message-Is-Ndr:',
      "Delivery has failed to these recipients or groups:\n\nparisa@ministry.example<mailto:parisa@ministry.example>\nThe email address you entered couldn't be found.",
      'Reporting-MTA: dns;AM0PR01.eurprd01.prod.example\nReceived-From-MTA: dns;mail.vigil.example\nArrival-Date: Tue, 1 Sep 2026 06:00:02 +0000\n\nFinal-Recipient: rfc822;parisa@ministry.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient parisa@ministry.example not found by SMTP address lookup\nX-Display-Name: parisa@ministry.example',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@ministry.example',
      status: '5.1.10',
      diagnostic: /RecipientNotFound/,
    },
  },
  {
    system: 'Exchange on premises, whose status is vague and whose diagnostic is not',
    mail: dsn(
      'From: postmaster@ministry.example\nSubject: Unzustellbar: Confirm your signature',
      'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:',
      'Reporting-MTA: dns;EX01.ministry.example\n\nFinal-recipient: RFC822;parisa@ministry.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp;550 5.2.2 Mailbox full',
    ),
    expected: { kind: 'bounce', address: 'parisa@ministry.example', status: '5.2.2' },
  },
  {
    system: 'Gmail',
    mail: dsn(
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: parisa@post.example\nAuto-Submitted: auto-replied',
      "** Address not found **\n\nYour message wasn't delivered to parisa@post.example because the address couldn't be found.",
      "Reporting-MTA: dns; googlemail.com\nArrival-Date: Mon, 31 Aug 2026 23:00:00 -0700 (PDT)\nX-Original-Message-ID: <mx@vigil.example>\n\nFinal-Recipient: rfc822; parisa@post.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; gmail-smtp-in.l.google.com. (142.250.0.26, the server for the domain post.example.)\nDiagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\n 550-5.1.1 double-checking the recipient's email address for typos or\n 550 5.1.1 unnecessary spaces.",
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@post.example',
      status: '5.1.1',
      diagnostic: /does not exist/,
    },
  },
  {
    system: 'Sendmail',
    mail: dsn(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@uni.example>\nSubject: Returned mail: see transcript for details\nAuto-Submitted: auto-generated (failure)',
      '   ----- The following addresses had permanent fatal errors -----\n<parisa@uni.example>\n    (reason: 550 5.1.1 <parisa@uni.example>... User unknown)',
      'Reporting-MTA: dns; uni.example\nReceived-From-MTA: DNS; mail.vigil.example\nArrival-Date: Tue, 1 Sep 2026 06:00:02 GMT\n\nFinal-Recipient: RFC822; parisa@uni.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: DNS; mail.uni.example\nDiagnostic-Code: SMTP; 550 5.1.1 <parisa@uni.example>... User unknown\nLast-Attempt-Date: Tue, 1 Sep 2026 06:00:03 GMT',
      { last: 'text/rfc822-headers' },
    ),
    expected: { kind: 'bounce', address: 'parisa@uni.example', status: '5.1.1' },
  },
  {
    system: 'Amazon SES',
    mail: dsn(
      'From: MAILER-DAEMON@amazonses.com\nSubject: Delivery Status Notification (Failure)',
      'An error occurred while trying to deliver the mail to the following recipients:\nparisa@post.example',
      'Reporting-MTA: dns; a8-60.smtp-out.amazonses.com\n\nAction: failed\nFinal-Recipient: rfc822; parisa@post.example\nDiagnostic-Code: smtp; 554 5.7.1 Message rejected due to content restrictions\nStatus: 5.7.1',
    ),
    expected: { kind: 'bounce', address: 'parisa@post.example', status: '5.7.1' },
  },
  {
    system: 'Domino',
    mail: dsn(
      'From: Postmaster@bank.example\nSubject: DELIVERY FAILURE: User parisa (parisa@bank.example) not listed in Domino Directory',
      'Your message\n\n  Subject: Confirm your signature\n\nwas not delivered to:\n\n  parisa@bank.example\n\nbecause:\n\n  User parisa (parisa@bank.example) not listed in Domino Directory',
      'Reporting-MTA: dns;domino.bank.example\nFinal-Recipient: rfc822;parisa@bank.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: X-Notes; User parisa (parisa@bank.example) not listed in Domino Directory',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@bank.example',
      status: '5.1.1',
      diagnostic: /not listed in Domino/,
    },
  },
  {
    system: 'Courier',
    mail: dsn(
      'From: "Courier mail server at courier.example" <@>\nSubject: NOTICE: mail delivery status.',
      'This is a delivery status notification from courier.example,\nrunning the Courier mail server.\n\n                           UNDELIVERABLE MAIL\n\n<parisa@courier.example>:\n  550 User unknown.',
      'Reporting-MTA: dns; courier.example\nArrival-Date: Tue, 01 Sep 2026 06:00:02 GMT\n\nFinal-Recipient: rfc822; parisa@courier.example\nAction: failed\nStatus: 5.0.0\nRemote-MTA: dns; in.courier.example [203.0.113.8]\nDiagnostic-Code: smtp; 550 User unknown.',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@courier.example',
      status: '5.0.0',
      diagnostic: /^550 User unknown/,
    },
  },
  {
    system: 'an X.400 gateway',
    mail: dsn(
      'From: Postmaster <postmaster@gateway.example>\nSubject: Delivery Report (failure) for parisa',
      'This report relates to your message: Subject: Confirm your signature\nYour message was not delivered to parisa.',
      'Reporting-MTA: x400; mta gateway.example in /ADMD= /C=DE/\n\nOriginal-Recipient: rfc822; parisa@gov.example\nFinal-Recipient: x400; /S=parisa/O=gov/ADMD= /C=DE/\nX400-Final-Recipient: /S=parisa/\nAction: failure\nStatus: 5.1.1\nDiagnostic-Code: x400; Reason 1 (unable-to-transfer); Diagnostic 0 (unrecognised-OR-name)',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@gov.example',
      status: '5.1.1',
      diagnostic: /unrecognised-OR-name/,
    },
  },
  {
    system: 'a server without blank lines between its groups',
    mail: dsn(
      'From: MAILER-DAEMON@tight.example\nSubject: Undeliverable',
      'See below.',
      'Reporting-MTA: dns; tight.example\nFinal-Recipient: rfc822; a@tight.example\nAction: delivered\nStatus: 2.1.5\nFinal-Recipient: rfc822; parisa@tight.example\nAction: failed\nStatus: 5.2.1',
    ),
    expected: { kind: 'bounce', address: 'parisa@tight.example', status: '5.2.1' },
  },
  {
    system: 'an international report (RFC 6533)',
    mail: dsn(
      'From: MAILER-DAEMON@xn--mgba3a4f16a.example\nSubject: Undelivered Mail',
      'گزارش',
      'Reporting-MTA: dns; mx.example\n\nFinal-Recipient: utf-8; پریسا@نمونه.example\nAction: failed\nStatus: 5.6.7\nDiagnostic-Code: smtp; 550 5.6.7 SMTPUTF8 required',
      { type: 'message/global-delivery-status', last: 'message/global-headers' },
    ),
    expected: { kind: 'bounce', address: 'پریسا@نمونه.example', status: '5.6.7' },
  },
  {
    system: 'NetEase (163)',
    mail: dsn(
      'From: Postmaster@163.example\nSubject: =?utf-8?B?57O757uf6YCA5L+h?=',
      '很抱歉，您的邮件投递失败。',
      'Reporting-MTA: dns; 163.example\n\nFinal-Recipient: rfc822; parisa@163.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 User not found: parisa@163.example',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@163.example',
      status: '5.0.0',
      diagnostic: /User not found/,
    },
  },
];
