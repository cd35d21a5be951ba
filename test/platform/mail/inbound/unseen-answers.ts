import { base64, quoted, word } from './charsets.js';
import { answer, answersOurs, type Report, RETURN_PATH, returned } from './report-forms.js';

/** Complaints, programs' answers and people's that the reader was not written after. */
export const unseenAnswers: readonly Report[] = [
  {
    system: 'an absence in Persian, told by its subject alone',
    mail: answer(
      `From: Parisa <parisa@post.example>\nSubject: ${word('utf-8', 'عدم حضور در دفتر')}\n${answersOurs}`,
      'با سلام، تا هفتم شهریور در مرخصی هستم.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'an absence in Arabic, windows-1256',
    mail: answer(
      `From: Office <office@ministry.example>\nSubject: ${word('windows-1256', 'الرد التلقائي: رسالتكم')}\n${answersOurs}\nContent-Transfer-Encoding: base64`,
      base64('windows-1256', 'أنا خارج المكتب حالياً.'),
      'text/plain; charset=windows-1256',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'QQ mail, an automatic answer in GBK, whose words are those of a failure',
    mail: answer(
      `From: ${word('gbk', '小明')} <10001@qq.example>\nSubject: ${word('gbk', '自动回复:请确认签名')}\n${answersOurs}\nContent-Transfer-Encoding: base64`,
      base64('gbk', '您好，这是自动回复。您的邮件如被退信，请再发一次。'),
      'text/plain; charset=gbk',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a Japanese receipt in brackets',
    mail: answer(
      `From: ${word('iso-2022-jp', 'お問い合わせ窓口')} <info@office.example>\nSubject: ${word('iso-2022-jp', '【自動返信】お問い合わせありがとうございます')}`,
      'このメールは自動送信されています。',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a German absence, its subject bare',
    mail: answer(
      `From: Amt <amt@stadt.example>\nSubject: ${word('utf-8', 'Abwesend: Bestätigen Sie Ihre Unterschrift')}\n${answersOurs}\nContent-Transfer-Encoding: quoted-printable`,
      quoted('utf-8', 'Ich bin bis zum 7. September nicht im Büro.'),
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a French absence of an Exchange rule, told by its header alone',
    mail: answer(
      `From: Mairie <mairie@ville.example>\nSubject: Re: Confirm your signature\n${answersOurs}\nX-MS-Exchange-Inbox-Rules-Loop: mairie@ville.example`,
      'Bonjour, je suis en congé.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'an absence of Zimbra with a null sender',
    mail: answer(
      `Return-Path: <>\nFrom: Parisa <parisa@zimbra.example>\nSubject: Re: Confirm your signature\n${answersOurs}\nAuto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk`,
      'I am away. Mail to me is not delivered to anybody else; delivery failed? Call the desk.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a challenge that wants the sender confirmed',
    mail: answer(
      `Return-Path: <>\nFrom: parisa@tmda.example\nSubject: Please confirm your message\nAuto-Submitted: auto-replied\nX-Delivery-Agent: TMDA/1.1.12`,
      'This message was created automatically by mail delivery software (TMDA).\n\nYour message attached below is being held because the address has not been verified.\n\nTo release your message for delivery, please send an empty message to the following address.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a ticket system, told by its header',
    mail: answer(
      `From: Support <support@ministry.example>\nSubject: [Ticket#2026090110000012] Your request\nX-Powered-By: OTRS\nPrecedence: auto_reply\nAuto-Submitted: auto-generated`,
      'Your message was received. It will not be delivered to a person before Monday.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a person who answers a bounce they saw, without our Message-ID',
    mail: answer(
      'Return-Path: <desk@ministry.example>\nFrom: Desk <desk@ministry.example>\nSubject: Re: Undeliverable: your letter\nReferences: <other@ministry.example>',
      'Hello, your letter came back to you because our server was down: 550 5.1.1 User unknown. It works again, please send it once more.',
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a person at an address like that of a system',
    mail: answer(
      `Return-Path: <exchange.office@bourse.example>\nFrom: Exchange Office <exchange.office@bourse.example>\nSubject: ${word('utf-8', 'Your petition')}`,
      'We are unable to answer before Friday. Phone 030 550 12345.',
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a person who writes of a vacation',
    mail: answer(
      `Return-Path: <parisa@post.example>\nFrom: Parisa <parisa@post.example>\nSubject: Re: On holiday laws and the petition\n${answersOurs}`,
      'I signed it. Automatic replies annoy me.',
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a complaint in a mail inside a mail, its fields in base64',
    mail: `From: Abuse <fbl@provider.example>
To: abuse@vigil.example
Subject: Abuse report
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="o"

--o
Content-Type: multipart/report; report-type=feedback-report; boundary="i"

--i
Content-Type: text/plain

An abuse report.
--i
Content-Type: message/feedback-report
Content-Transfer-Encoding: base64

${base64('utf-8', `Feedback-Type: abuse\nUser-Agent: FBL/1.0\nVersion: 1\nOriginal-Mail-From: <${RETURN_PATH}@bounces.vigil.example>\n`)}
--i
Content-Type: text/rfc822-headers

${returned}
--i--
--o--
`,
    expected: { kind: 'complaint' },
  },
  {
    system: 'a feedback report of a failed authentication (RFC 6591)',
    mail: `From: <dmarc@provider.example>
To: abuse@vigil.example
Subject: FW: Confirm your signature
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="i"

--i
Content-Type: text/plain

This is an authentication failure report.
--i
Content-Type: message/feedback-report

Feedback-Type: auth-failure
Version: 1
Auth-Failure: dmarc
Authentication-Results: provider.example; dkim=fail

--i
Content-Type: text/rfc822-headers

${returned}
--i--
`,
    expected: { kind: 'unknown' },
  },
];
