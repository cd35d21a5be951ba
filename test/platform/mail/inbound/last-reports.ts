import { base64, quoted, word } from './charsets.js';
import { answer, answersOurs, dsn, mime, plain, type Report, returned } from './report-forms.js';

/** Mails of every kind that the reader was not written after. */
export const lastReports: readonly Report[] = [
  {
    system: 'Zoho, in words alone',
    mail: plain(
      'From: mailer-daemon@zoho.example\nSubject: Undelivered Mail Returned to Sender',
      'This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\nparisa@zoho.example, ERROR CODE :550 - 5.1.1 <parisa@zoho.example>: Email address could not be found, or was misspelled\n\nReceived:from mail.vigil.example\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@zoho.example', status: '5.1.1', diagnostic: /^550/ },
  },
  {
    system: 'Exchange, its words in German and no machine-readable part',
    mail: plain(
      'From: Microsoft Outlook <postmaster@amt.example>\nSubject: Unzustellbar: Ihre Unterschrift',
      'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:\n\nparisa@amt.example<mailto:parisa@amt.example>\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.\n\nDiagnoseinformationen für Administratoren:\n\nGenerierender Server: EX01.amt.example\n\nparisa@amt.example\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found ##\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@amt.example', status: '5.1.10', diagnostic: /RESOLVER/ },
  },
  {
    system: 'a French provider, in ISO-8859-15',
    mail: mime(
      `From: MAILER-DAEMON@laposte.example\nSubject: =?iso-8859-15?Q?Votre_message_n=27a_pas_=E9t=E9_d=E9livr=E9?=`,
      'text/plain; charset=iso-8859-15\nContent-Transfer-Encoding: quoted-printable',
      "Bonjour,\n\nVotre message du 01/09/2026 n'a pas pu =EAtre remis =E0 : parisa@laposte.example\n\nRaison : 550 5.5.0 Adresse d au moins un destinataire invalide. LPN007_510\n",
    ),
    expected: { kind: 'bounce', address: 'parisa@laposte.example', status: '5.5.0' },
  },
  {
    system: 'a Spanish provider',
    mail: plain(
      'From: Servicio de correo <postmaster@correo.example>\nSubject: Mensaje no entregado',
      'No hemos podido entregar su mensaje a:\n\n<parisa@correo.example>\n\nMotivo: buzón lleno (5.2.2)\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@correo.example', status: '5.2.2' },
  },
  {
    system: 'a Japanese server that still tries',
    mail: mime(
      `From: Mail Delivery System <MAILER-DAEMON@ocn.example>\nSubject: ${word('iso-2022-jp', 'メール配信遅延のお知らせ')}`,
      'text/plain; charset=utf-8\nContent-Transfer-Encoding: base64',
      base64(
        'utf-8',
        'お客様のメールは、まだ配信できておりません。\n<parisa@ocn.example>: 450 4.2.0 しばらくしてから再送します。\n',
      ),
    ),
    expected: { kind: 'delay', address: 'parisa@ocn.example', status: '4.2.0' },
  },
  {
    system: 'a report inside a mail to which a server added its notice',
    mail: mime(
      'From: postmaster@wrap.example\nSubject: Undeliverable',
      'multipart/mixed; boundary="w"',
      `--w
Content-Type: multipart/report; report-type=delivery-status; boundary="v"

--v
Content-Type: text/plain

Delivery failed.
--v
Content-Type: message/delivery-status

Reporting-MTA: dns; wrap.example

Final-Recipient: rfc822; parisa@wrap.example
Action: failed
Status: 5.3.0
Diagnostic-Code: smtp; 550 5.7.1 Blocked by policy
--v
Content-Type: message/rfc822

${returned}
--v--
--w
Content-Type: text/plain

This e-mail is confidential.
--w--`,
    ),
    expected: { kind: 'bounce', address: 'parisa@wrap.example', status: '5.3.0' },
  },
  {
    system: 'Sendmail, relayed to a mailer without reports',
    mail: dsn(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@uni.example>\nSubject: Return receipt\nAuto-Submitted: auto-generated (return-receipt)',
      '   ----- The following addresses had successful delivery notifications -----\n<parisa@uni.example>  (relayed to non-DSN-aware mailer)',
      'Reporting-MTA: dns; uni.example\n\nFinal-Recipient: RFC822; parisa@uni.example\nAction: relayed (to non-DSN-aware mailer)\nStatus: 2.1.5\nRemote-MTA: DNS; mx.uni.example\nDiagnostic-Code: SMTP; 250 Ok',
    ),
    expected: { kind: 'delivered', address: 'parisa@uni.example', status: '2.1.5' },
  },
  {
    system: 'Tencent Exmail, in English',
    mail: mime(
      'From: "PostMaster@exmail.example" <PostMaster@exmail.example>\nSubject: System bounce',
      'text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable',
      quoted(
        'utf-8',
        '<div>Your email to &lt;parisa@exmail.example&gt; was bounced back.</div><div>Cause: The recipient&#39;s mailbox is full. SMTP error, DOT: 552 Quota exceeded</div>',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@exmail.example', diagnostic: /^552 Quota/ },
  },
  {
    system: 'a Yahoo answer, its name before the word',
    mail: answer(
      'From: parisa@yahoo.example\nSubject: Yahoo! Auto Response',
      'I am travelling and will read your message later.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'an answer whose subject says at its end that a program wrote it',
    mail: answer(
      `From: Bureau <bureau@ville.example>\nSubject: ${word('utf-8', 'Votre demande (réponse automatique)')}\n${answersOurs}`,
      'Nous avons bien reçu votre message.',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a Persian absence, its sentence alone in HTML',
    mail: answer(
      `Return-Path: <office@ministry.example>\nFrom: office@ministry.example\nSubject: ${word('utf-8', 'دریافت نامه')}\nContent-Transfer-Encoding: base64`,
      base64('utf-8', '<p dir="rtl">با سلام. این پیام به صورت خودکار ارسال شده است.</p>'),
      'text/html; charset=utf-8',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a person who complains of silence',
    mail: answer(
      `Return-Path: <jean@post.example>\nFrom: Jean <jean@post.example>\nSubject: ${word('utf-8', 'Absence de réponse à ma signature')}`,
      "Bonjour, je n'ai rien reçu.",
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a person who asks in Chinese about a mail that came back',
    mail: answer(
      `Return-Path: <li@post.example>\nFrom: li@post.example\nSubject: ${word('gbk', '回复：退信问题')}\nContent-Transfer-Encoding: base64`,
      base64('gbk', '您好，我的邮件被退回，550 错误，请问怎么办？'),
      'text/plain; charset=gbk',
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a person who answers in German above the letter itself',
    mail: answer(
      `Return-Path: <amt@stadt.example>\nFrom: Amt <amt@stadt.example>\nSubject: AW: Ihre Unterschrift\n${answersOurs}`,
      'Guten Tag, vor meinem Urlaub kam nichts an, die Zustellung war fehlgeschlagen.\n\n-----Ursprüngliche Nachricht-----\nDiese E-Mail wurde automatisch erstellt.',
    ),
    expected: { kind: 'reply' },
  },
];
