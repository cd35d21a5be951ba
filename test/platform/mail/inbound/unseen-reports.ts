import { base64, quoted, word } from './charsets.js';
import { dsn, mime, type Report, returned } from './report-forms.js';

/** Reports with a machine-readable part that the reader was not written after. */
export const unseenReports: readonly Report[] = [
  {
    system: 'Exchange Online, given up after a day, its words in nested parts',
    mail: mime(
      `From: Microsoft Outlook\n <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@gov.example>\nSubject: =?utf-8?Q?Unzustellbar:_Best=C3=A4tigen_Sie_Ihre?=\n =?utf-8?Q?_Unterschrift?=\nAuto-Submitted: auto-replied\nX-MS-Exchange-Message-Is-Ndr:`,
      'multipart/report; report-type=delivery-status;\n boundary="aa_outer"',
      `--aa_outer
Content-Type: multipart/alternative; differences=Content-Type;
 boundary="aa_inner"

--aa_inner
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

${quoted('utf-8', 'Fehler beim Zustellen an folgende Empfänger oder Verteiler:\n\nparisa@gov.example\nDer Server hat ohne Erfolg versucht, diese Nachricht zuzustellen.')}

--aa_inner
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

${base64('utf-8', '<html><body><p>Fehler beim Zustellen</p></body></html>')}

--aa_inner--

--aa_outer
Content-Type: message/delivery-status

Reporting-MTA: dns;FR2P281MB0001.DEUP281.PROD.OUTLOOK.example
Received-From-MTA: dns;mail.vigil.example
Arrival-Date: Mon, 31 Aug 2026 06:00:02 +0000

Final-Recipient: rfc822;parisa@gov.example
Action: failed
Status: 4.4.7
Diagnostic-Code: smtp;550 4.4.7 QUEUE.Expired; message expired in unreachable
 destination queue. Reason: There is currently no route to the mailbox database.

--aa_outer
Content-Type: message/rfc822

${returned}

Please confirm.
--aa_outer--`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@gov.example',
      status: '4.4.7',
      diagnostic: /^550 4\.4\.7 QUEUE\.Expired/,
    },
  },
  {
    system: 'Exchange, a distribution list that was expanded',
    mail: dsn(
      'From: postmaster@corp.example\nSubject: Relayed: Confirm your signature',
      'Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server:\n\nall@corp.example',
      'Reporting-MTA: dns;EX.corp.example\n\nOriginal-Recipient: rfc822;all@corp.example\nFinal-Recipient: rfc822;all@corp.example\nAction: expanded\nStatus: 2.0.0',
    ),
    expected: { kind: 'delivered', address: 'all@corp.example', status: '2.0.0' },
  },
  {
    system: 'Gmail, a delay told in Persian, with a picture',
    mail: mime(
      `From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: ${word('utf-8', 'اعلان وضعیت تحویل (تأخیر)')}\nAuto-Submitted: auto-replied`,
      'multipart/report; boundary="000000000000aa"; report-type=delivery-status',
      `--000000000000aa
Content-Type: multipart/related; boundary="000000000000bb"

--000000000000bb
Content-Type: multipart/alternative; boundary="000000000000cc"

--000000000000cc
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

${base64('utf-8', '** تحویل کامل نشد **\n\nهنگام تحویل پیام شما به parisa@post.example مشکلی موقت پیش آمد. جی‌میل ۴۶ ساعت دیگر تلاش می‌کند.')}

--000000000000cc--

--000000000000bb
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--000000000000bb--

--000000000000aa
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 31 Aug 2026 23:00:00 -0700 (PDT)
X-Original-Message-ID: <mx@vigil.example>

Final-Recipient: rfc822; parisa@post.example
Action: delayed
Status: 4.4.1
Diagnostic-Code: smtp; The recipient server did not accept our requests to connect. [mx.post.example. 203.0.113.5: timed out]
Last-Attempt-Date: Tue, 01 Sep 2026 00:30:00 -0700 (PDT)
Will-Retry-Until: Thu, 03 Sep 2026 00:00:00 -0700 (PDT)

--000000000000aa
Content-Type: message/rfc822

${returned}

--000000000000aa--`,
    ),
    expected: {
      kind: 'delay',
      address: 'parisa@post.example',
      status: '4.4.1',
      diagnostic: /did not accept/,
    },
  },
  {
    system: 'Amazon SES, an address on its suppression list',
    mail: dsn(
      'From: MAILER-DAEMON@eu-west-1.amazonses.com\nSubject: Delivery Status Notification (Failure)',
      'An error occurred while trying to deliver the mail to the following recipients:\nparisa@post.example',
      'Reporting-MTA: dns; amazonses.com\n\nAction: failed\nFinal-Recipient: rfc822; parisa@post.example\nDiagnostic-Code: Amazon SES did not send the message to this address because it is on the suppression list for your account.\nStatus: 5.1.1',
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@post.example',
      status: '5.1.1',
      diagnostic: /^Amazon SES did not/,
    },
  },
  {
    system: 'Kerio Connect',
    mail: dsn(
      'From: "Mail Delivery Subsystem" <postmaster@kerio.example>\nSubject: Delivery failed: Confirm your signature',
      'This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed.\n\n    <parisa@kerio.example>',
      'Reporting-MTA: dns; mail.kerio.example\n\nFinal-Recipient: rfc822;<parisa@kerio.example>\nAction: failed\nStatus: 5.2.2 (mailbox full)\nDiagnostic-Code: smtp;552 5.2.2 Requested mail action aborted: exceeded storage allocation',
      { last: 'text/rfc822-headers; charset=us-ascii' },
    ),
    expected: { kind: 'bounce', address: 'parisa@kerio.example', status: '5.2.2' },
  },
  {
    system: 'an X.400 gateway that names nobody on the internet',
    mail: dsn(
      'From: MTA <postmaster@gateway.example>\nSubject: Non-Delivery Report',
      'Your message could not be delivered.',
      'Reporting-MTA: x400; MTA-1 in /PRMD=gov/ADMD=dbp/C=DE/\nX400-Content-Identifier: 4711\n\nOriginal-Recipient: x400; /G=parisa/S=k/O=amt/PRMD=gov/ADMD=dbp/C=DE/\nFinal-Recipient: x400; /G=parisa/S=k/O=amt/PRMD=gov/ADMD=dbp/C=DE/\nX400-Diagnostic-Code: 0\nAction: failed\nStatus: 5.1.1',
    ),
    expected: { kind: 'bounce', address: null, status: '5.1.1' },
  },
];
