import { plain, type Report, returned } from './report-forms.js';

/** Reports in words alone. */
export const wordedReports: readonly Report[] = [
  {
    system: 'Exim, in words alone',
    mail: plain(
      'From: Mail Delivery System <Mailer-Daemon@mx.post.example>\nSubject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: parisa@post.example\nAuto-Submitted: auto-replied',
      `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  parisa@post.example
    host in.post.example [203.0.113.7]
    SMTP error from remote mail server after RCPT TO:<parisa@post.example>:
    550 5.1.1 <parisa@post.example>... User unknown

------ This is a copy of the message, including all the headers. ------

${returned}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@post.example', status: '5.1.1', diagnostic: /^550 5\.1\.1/ },
  },
  {
    system: 'Exim, a warning in words alone',
    mail: plain(
      'From: Mail Delivery System <Mailer-Daemon@mx.post.example>\nSubject: Warning: message 1kX2Yz-0001Ab-CD delayed 24 hours\nAuto-Submitted: auto-replied',
      'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.post.example.\n\nThe address to which the message has not yet been delivered is:\n\n  parisa@post.example\n    host in.post.example [203.0.113.7]\n    451 4.7.1 Greylisting in action, please come back later\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.',
    ),
    expected: { kind: 'delay', address: 'parisa@post.example', status: '4.7.1' },
  },
  {
    system: 'qmail (the QSBMF format)',
    mail: plain(
      'From: MAILER-DAEMON@old.example\nSubject: failure notice',
      `Hi. This is the qmail-send program at old.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<parisa@old.example>:
203.0.113.9 does not like recipient.
Remote host said: 550 sorry, no mailbox here by that name. (#5.7.17)
Giving up on 203.0.113.9.

--- Below this line is a copy of the message.

${returned}`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@old.example',
      status: '5.7.17',
      diagnostic: /^550 sorry, no mailbox here/,
    },
  },
  {
    system: 'Yahoo, in words alone',
    mail: plain(
      'From: MAILER-DAEMON@yahoo.com\nSubject: Failure Notice',
      `Sorry, we were unable to deliver your message to the following address.

<parisa@yahoo.example>:
554: delivery error: dd This user doesn't have a yahoo.example account (parisa@yahoo.example) [0] - mta1234.mail.bf1.yahoo.com

--------- Original message ---------
${returned}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@yahoo.example', diagnostic: /^554: delivery error/ },
  },
  {
    system: 'QQ / Tencent Exmail',
    mail: plain(
      'From: "PostMaster@qq.example" <PostMaster@qq.example>\nSubject: =?utf-8?B?57O757uf6YCA5L+h?=',
      `抱歉，您的邮件被退回来了……
收件人（parisa@qq.example）不存在，邮件无法送达。
host mx3.qq.example[203.0.113.20] said: 550 Mailbox not found. http://service.mail.qq.com (in reply to RCPT TO command)

---- 原始邮件 ----
${returned}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@qq.example', diagnostic: /^550 Mailbox not found/ },
  },
  {
    system: 'NTT Docomo and its like, in Japanese',
    mail: plain(
      'From: Mail Delivery Subsystem <mailer-daemon@docomo.example>\nSubject: =?utf-8?B?6YWN5L+h5LiN6IO9?=',
      'お送りになったメールは配信できませんでした。\n\n<parisa@docomo.example>\n   550 Unknown user parisa@docomo.example\n',
    ),
    expected: { kind: 'bounce', address: 'parisa@docomo.example', diagnostic: /^550 Unknown user/ },
  },
  {
    system: 'Naver / Daum, in Korean',
    mail: plain(
      'From: postmaster@naver.example\nSubject: =?utf-8?B?67Cc7Iah7IukIO2MqCDslYjrgrQ=?=',
      '메일 전송실패 안내\n\nparisa@naver.example 주소로 배달되지 않았습니다.\n550 5.1.1 No such user',
    ),
    expected: { kind: 'bounce', address: 'parisa@naver.example', status: '5.1.1' },
  },
  {
    system: 'mail.ru, in Russian',
    mail: plain(
      'From: mailer-daemon@corp.mail.example\nSubject: =?utf-8?B?0J3QtdC00L7RgdGC0LDQstC70LXQvdC90L7QtSDRgdC+0L7QsdGJ0LXQvdC40LU=?=',
      'Это письмо создано автоматически.\n\nНе удалось доставить письмо следующим адресатам:\n\n**********************\nparisa@mail.example: 550 Message was not accepted -- invalid mailbox. Local mailbox parisa@mail.example is unavailable: user not found\n**********************',
    ),
    expected: { kind: 'bounce', address: 'parisa@mail.example', diagnostic: /user not found/ },
  },
  {
    system: 'an HTML-only notice of a filter',
    mail: plain(
      'From: postmaster@filter.example\nSubject: Message rejected',
      '<html><head><style>p{}</style></head><body><p>Your message to <b>parisa@filter.example</b> was rejected.</p><p>Reason: 550 5.7.1 Message blocked as spam</p></body></html>',
      'text/html; charset=utf-8',
    ),
    expected: { kind: 'bounce', address: 'parisa@filter.example', status: '5.7.1' },
  },
];
