import { base64, quoted, word } from './charsets.js';
import { dsn, mime, plain, type Report, returned } from './report-forms.js';

/** More reports of servers that the reader was not written after. */
export const laterReports: readonly Report[] = [
  {
    system: 'Domino, in words alone, a routing loop',
    mail: plain(
      'From: Postmaster@domino.example\nSubject: DELIVERY FAILURE: Maximum hop count exceeded.  Message probably in a routing loop.',
      'Your message\n\n  Subject: Confirm your signature\n\nwas not delivered to:\n\n  parisa@domino.example\n\nbecause:\n\n  Maximum hop count exceeded.  Message probably in a routing loop.\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@domino.example', diagnostic: /hop count exceeded/ },
  },
  {
    system: 'the SMTP service of Windows, a warning in words alone',
    mail: plain(
      'From: postmaster@iis.example\nSubject: Delivery Status Notification (Delay)',
      'This is an automatically generated Delivery Status Notification.\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipients has been delayed.\n\n       parisa@iis.example\n',
    ),
    expected: { kind: 'delay', address: 'parisa@iis.example' },
  },
  {
    system: 'HiNet, in Big5',
    mail: mime(
      `From: ${word('big5', '郵件系統')} <Mailer-Daemon@hinet.example>\nSubject: ${word('big5', '您的信件無法寄達')}`,
      'text/plain; charset=big5\nContent-Transfer-Encoding: base64',
      base64(
        'big5',
        '親愛的用戶您好：\n\n您寄給 parisa@hinet.example 的信件無法寄達，原因如下：\n收信者信箱已滿。\n',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@hinet.example', status: null },
  },
  {
    system: 'Rambler, in windows-1251',
    mail: mime(
      `From: MAILER-DAEMON@rambler.example\nSubject: ${word('windows-1251', 'Сообщение не доставлено адресату')}`,
      'text/plain; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable',
      quoted(
        'windows-1251',
        'Ваше сообщение от vigil@vigil.example не было доставлено следующему получателю:\n\nparisa@rambler.example\n\nПричина: 552 5.2.2 почтовый ящик переполнен\n',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@rambler.example', status: '5.2.2' },
  },
  {
    system: 'a gateway that made a text of the machine-readable part',
    mail: mime(
      'From: <gateway@relay.example>\nSubject: Confirm your signature',
      'multipart/mixed; boundary="g"',
      `--g
Content-Type: text/plain; charset=us-ascii

The enclosed report concerns your message.
--g
Content-Type: text/plain; name="details.txt"
Content-Disposition: attachment; filename="details.txt"

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; parisa@post.example
Action: failed
Status: 5.4.4
Diagnostic-Code: smtp; 550 5.4.4 Host not found
--g
Content-Type: text/rfc822-headers

${returned}
--g--`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@post.example',
      status: '5.4.4',
      diagnostic: /Host not found/,
    },
  },
  {
    system: 'a report of three recipients, one of whom has a status and no action',
    mail: dsn(
      'From: MAILER-DAEMON@mixed.example\nSubject: Delivery report',
      'Some recipients were reached.',
      'Reporting-MTA: dns; mixed.example\n\nFinal-Recipient: rfc822; a@mixed.example\nAction: delivered\nStatus: 2.1.5\n\nFinal-Recipient: rfc822; parisa@mixed.example\nStatus: 5.7.26\nDiagnostic-Code: smtp; 550 5.7.26 Unauthenticated email is not accepted',
    ),
    expected: { kind: 'bounce', address: 'parisa@mixed.example', status: '5.7.26' },
  },
  {
    system: 'a report cut off in the middle of its fields, in base64',
    mail: mime(
      'From: Mail Delivery System <MAILER-DAEMON@cloud.example>\nSubject: Undelivered Mail Returned to Sender',
      'multipart/report; report-type=delivery-status; boundary="cut"',
      `--cut
Content-Type: message/global-delivery-status
Content-Transfer-Encoding: base64

${base64('utf-8', 'Reporting-MTA: dns; cloud.example\n\nFinal-Recipient: rfc822; parisa@cloud.example\nAction: failed\nStatus: 5.2.1\nDiagnostic-Code: smtp; 554 5.2.1 The email acc')}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@cloud.example', status: '5.2.1' },
  },
  {
    system: 'Exchange, a delivery told in words alone',
    mail: plain(
      'From: Microsoft Outlook <postmaster@corp.example>\nSubject: Delivered: Confirm your signature',
      'Your message has been delivered to the following recipients:\n\nparisa@corp.example<mailto:parisa@corp.example>\n\nSubject: Confirm your signature\n',
    ),
    expected: { kind: 'delivered', address: 'parisa@corp.example' },
  },
  {
    system: 'an Iranian host, in Persian',
    mail: mime(
      `From: ${word('utf-8', 'سامانه پست الکترونیک')} <postmaster@host.example>\nSubject: ${word('utf-8', 'نامه شما به مقصد نرسید')}`,
      'text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable',
      quoted(
        'utf-8',
        'کاربر گرامی، نامه شما به گیرنده زیر نرسید:\n\nparisa@host.example\n\nعلت: صندوق پستی وجود ندارد\n',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@host.example', status: null },
  },
  {
    system: 'a Brazilian host, in Portuguese and ISO-8859-1',
    mail: mime(
      `From: Mail Delivery System <MAILER-DAEMON@uol.example>\nSubject: ${word('utf-8', 'Não foi possível entregar sua mensagem')}`,
      'text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit',
      'Mensagem de vigil@vigil.example\nDestinatario: parisa@uol.example\nMotivo: 550 5.1.1 Usuario inexistente\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@uol.example', status: '5.1.1' },
  },
];
