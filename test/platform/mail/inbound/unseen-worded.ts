import { base64, word } from './charsets.js';
import { mime, plain, type Report, returned } from './report-forms.js';

/** Reports of servers in Europe and America, in words alone, that the reader was not written after. */
export const unseenWorded: readonly Report[] = [
  {
    system: 'Exchange 2003, in words alone',
    mail: plain(
      'From: System Administrator <postmaster@corp.example>\nSubject: Undeliverable: Confirm your signature',
      `Your message did not reach some or all of the intended recipients.

      Subject:\tConfirm your signature
      Sent:\t9/1/2026 6:00 AM

The following recipient(s) could not be reached:

      parisa@corp.example on 9/1/2026 6:00 AM
            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.
            <mail.corp.example #5.1.1>
`,
    ),
    expected: { kind: 'bounce', address: 'parisa@corp.example', status: '5.1.1' },
  },
  {
    system: 'Gmail of 2012, in words alone',
    mail: plain(
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: parisa@post.example',
      `Delivery to the following recipient failed permanently:

     parisa@post.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain post.example by mx.post.example. [203.0.113.5].

The error that the other server returned was:
550 5.7.1 Unable to relay for parisa@post.example

----- Original message -----

${returned}`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@post.example',
      status: '5.7.1',
      diagnostic: /Unable to relay/,
    },
  },
  {
    system: 'qmail, whose host is unknown',
    mail: plain(
      'From: MAILER-DAEMON@q.example\nSubject: failure notice',
      `Hi. This is the qmail-send program at q.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<parisa@nowhere.example>:
Sorry, I couldn't find any host named nowhere.example. (#5.1.2)

--- Below this line is a copy of the message.

${returned}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@nowhere.example', status: '5.1.2' },
  },
  {
    system: 'Sendmail of old, a transcript and no machine-readable part',
    mail: plain(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@old.example>\nSubject: Returned mail: see transcript for details',
      `The original message was received at Tue, 1 Sep 2026 06:00:02 GMT
from mail.vigil.example [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<parisa@uni.example>

   ----- Transcript of session follows -----
... while talking to mx.uni.example.:
>>> RCPT To:<parisa@uni.example>
<<< 552 5.2.2 <parisa@uni.example>... Mailbox over quota
554 5.0.0 Service unavailable`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@uni.example',
      status: '5.2.2',
      diagnostic: /^552 5\.2\.2/,
    },
  },
  {
    system: 'Sendmail, a warning in words alone',
    mail: plain(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@old.example>\nSubject: Warning: could not send message for past 4 hours',
      `    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

   ----- Transcript of session follows -----
<parisa@uni.example>... Deferred: Connection timed out with mx.uni.example.
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old`,
    ),
    expected: { kind: 'delay', address: 'parisa@uni.example' },
  },
  {
    system: 'Novell GroupWise',
    mail: plain(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@gw.example>\nSubject: Message status - undeliverable',
      `The attached file had the following undeliverable recipient(s):
\tparisa@gw.example

Transcript of session follows:
Command: RCPT TO:<parisa@gw.example>
Response: 550 5.1.1 User unknown`,
    ),
    expected: { kind: 'bounce', address: 'parisa@gw.example', status: '5.1.1' },
  },
  {
    system: 'MailEnable',
    mail: plain(
      'From: "Postmaster" <Postmaster@me.example>\nSubject: Message Delivery Failure',
      `MailEnable: Message could not be delivered to some recipients.
The following recipient(s) could not be reached:

\tRecipient: [SMTP:parisa@me.example]
\tReason: Remote SMTP Server Returned: 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)

Message headers follow:

${returned}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@me.example', status: '5.7.1', diagnostic: /^553 sorry/ },
  },
  {
    system: 'MDaemon, its session transcript',
    mail: mime(
      'From: "MDaemon at md.example" <MDaemon@md.example>\nSubject: Permanent Delivery Failure\nX-MDDSN-Message: Yes\nPrecedence: bulk\nAuto-Submitted: auto-replied',
      'multipart/mixed; boundary="md"',
      `--md
Content-Type: text/plain; charset=utf-8

--------------------------------------------------------------------------
   The attached message had PERMANENT fatal delivery errors!
--------------------------------------------------------------------------

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.  The number and frequency
of delivery attempts are determined by local configuration parameters.

YOUR MESSAGE WAS NOT DELIVERED TO ONE OR MORE RECIPIENTS!

Failed address: parisa@post.example

--- Session Transcript ---
Tue 2026-09-01 06:00:03: Attempting SMTP connection to [203.0.113.5:25]
Tue 2026-09-01 06:00:03: --> RCPT To:<parisa@post.example>
Tue 2026-09-01 06:00:03: <-- 550 5.1.1 <parisa@post.example>: No such user here
Tue 2026-09-01 06:00:03: --> QUIT
--- End Transcript ---

--md
Content-Type: message/rfc822

${returned}

--md--`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@post.example',
      status: '5.1.1',
      diagnostic: /No such user here/,
    },
  },
  {
    system: 'GMX / web.de',
    mail: plain(
      'From: "GMX Mailer Daemon" <mailer-daemon@gmx.example>\nSubject: Mail delivery failed: returning message to sender\nAuto-Submitted: auto-replied',
      `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address(es) failed:

parisa@web.example:
SMTP error from remote server for RCPT TO command, host: mx-ha.web.example (203.0.113.31) reason: 550 Requested action not taken: mailbox unavailable
For explanation visit https://postmaster.web.example/error-messages?ip=192.0.2.1

--- The header of the original message is following. ---

${returned}`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@web.example',
      diagnostic: /^550 Requested action not taken/,
    },
  },
  {
    system: 'Yandex, in words alone and KOI8-R',
    mail: mime(
      `From: mailer-daemon@yandex.example\nSubject: ${word('koi8-r', 'Недоставленное сообщение')}\nContent-Transfer-Encoding: base64`,
      'text/plain; charset=koi8-r',
      base64(
        'koi8-r',
        'Это письмо отправлено почтовым сервером yandex.example.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может\nбыть отправлено одному или нескольким адресатам. Технические подробности можно найти ниже.\n\n<parisa@yandex.example>: host mx.yandex.example[203.0.113.40] said: 550 5.7.1 No such user!\n',
      ),
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@yandex.example',
      status: '5.7.1',
      diagnostic: /No such user/,
    },
  },
  {
    system: 'Barracuda, a filter',
    mail: plain(
      'From: Barracuda Spam Firewall <postmaster@filter.example>\nSubject: **Message you sent blocked by our bulk email filter**',
      'Your message to: parisa@filter.example\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Confirm your signature\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@filter.example' },
  },
  {
    system: 'Mimecast, a policy, in HTML',
    mail: mime(
      'From: <postmaster@firm.example>\nSubject: [Postmaster] Email Delivery Failure\nAuto-Submitted: auto-generated',
      'text/html; charset=utf-8\nContent-Transfer-Encoding: base64',
      base64(
        'utf-8',
        '<html><body><table><tr><td>The Postmaster: We were unable to deliver your message to the following recipient</td></tr><tr><td>Recipient:&nbsp;</td><td>parisa@firm.example</td></tr><tr><td>Reason: The address was rejected by the recipient&#39;s mail server: 550 5.4.1 Recipient address rejected: Access denied</td></tr></table></body></html>',
      ),
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@firm.example',
      status: '5.4.1',
      diagnostic: /Access denied/,
    },
  },
];
