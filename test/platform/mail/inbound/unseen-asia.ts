import { base64, inCharset, quoted, word } from './charsets.js';
import { mime, plain, type Report, returned } from './report-forms.js';

/** Reports of the big providers of Asia, in their own charsets. */
export const unseenAsia: readonly Report[] = [
  {
    system: 'QQ, in GB18030 and HTML beside its text',
    mail: mime(
      `From: "PostMaster@qq.example" <PostMaster@qq.example>\nSubject: ${word('gb18030', '来自qq.com的退信')}`,
      'multipart/mixed; boundary="----=_Part_1"',
      `------=_Part_1
Content-Type: multipart/alternative; boundary="----=_Part_2"

------=_Part_2
Content-Type: text/plain; charset="gb18030"
Content-Transfer-Encoding: base64

${base64('gb18030', '尊敬的用户：\n您发送的邮件未能到达以下收件人：\nparisa@qq.example\n退信原因：收件人邮箱空间已满。\nhost mx1.qq.example[203.0.113.21] said: 552 5.2.2 Mailbox size limit exceeded (in reply to end of DATA command)\n')}
------=_Part_2
Content-Type: text/html; charset="gb18030"
Content-Transfer-Encoding: base64

${base64('gb18030', '<p>您发送的邮件未能到达以下收件人</p>')}
------=_Part_2--

------=_Part_1
Content-Type: message/rfc822

${returned}

------=_Part_1--`,
    ),
    expected: {
      kind: 'bounce',
      address: 'parisa@qq.example',
      status: '5.2.2',
      diagnostic: /^552 5\.2\.2 Mailbox size/,
    },
  },
  {
    system: 'NetEase, in GBK and HTML alone, without a word of a failure in its subject',
    mail: mime(
      `From: "Postmaster" <Postmaster@126.example>\nSubject: ${word('gbk', '系统邮件')}`,
      'text/html; charset=gbk\nContent-Transfer-Encoding: base64',
      base64(
        'gbk',
        '<html><body><p>很抱歉，您发送的邮件被对方服务器拒收。</p><p>收件人：parisa@126.example</p><p>退信代码：SMTP error, RCPT TO: 550 User has no permission</p></body></html>',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@126.example', diagnostic: /^550 User has no permission/ },
  },
  {
    system: 'Sina, in GB2312 as quoted-printable',
    mail: mime(
      `From: MAILER-DAEMON@sina.example\nSubject: ${word('gb2312', '系统退信通知')}`,
      'text/plain; charset=gb2312\nContent-Transfer-Encoding: quoted-printable',
      quoted('gb2312', '您好，您发往以下地址的邮件没有成功：\n\n<parisa@sina.example>:\n该用户不存在\n'),
    ),
    expected: { kind: 'bounce', address: 'parisa@sina.example', status: null },
  },
  {
    system: 'Naver, in EUC-KR',
    mail: mime(
      `From: ${word('euc-kr', '네이버 메일')} <mail_admin@naver.example>\nSubject: ${word('euc-kr', '[발송실패 안내] 메일이 전송되지 못하였습니다.')}`,
      'text/html; charset="EUC-KR"\nContent-Transfer-Encoding: base64',
      base64(
        'euc-kr',
        '<div>보내신 메일이 아래와 같은 이유로 전송되지 못하였습니다.</div><div>받는 사람 : &lt;parisa@naver.example&gt;</div><div>실패 사유 : 존재하지 않는 사용자 (5.1.1)</div>',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@naver.example', status: '5.1.1' },
  },
  {
    system: 'Daum / Kakao',
    mail: mime(
      `From: Mail Delivery System <MAILER-DAEMON@hanmail.example>\nSubject: ${word('utf-8', '[Daum] 보내신 메일이 되돌아왔습니다')}`,
      'text/plain; charset=ks_c_5601-1987\nContent-Transfer-Encoding: base64',
      base64(
        'euc-kr',
        '회원님이 보내신 메일이 수신자에게 전달되지 못했습니다.\n\n수신자: parisa@hanmail.example\n원인: 554 5.2.1 휴면 계정입니다\n',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@hanmail.example', status: '5.2.1' },
  },
  {
    system: 'Yahoo Japan, in ISO-2022-JP',
    mail: mime(
      `From: MAILER-DAEMON@yahoo-jp.example\nSubject: ${word('iso-2022-jp', 'メールを配信できませんでした')}`,
      'text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit',
      inCharset(
        'iso-2022-jp',
        '次のあて先へのメッセージはエラーのため送信できませんでした。\n\n<parisa@yahoo-jp.example>:\n送信先メールサーバー[203.0.113.50]のエラー\n554 delivery error: dd This user does not have a yahoo account\n',
      ).toString('latin1'),
    ),
    expected: { kind: 'bounce', address: 'parisa@yahoo-jp.example', diagnostic: /^554 delivery error/ },
  },
  {
    system: 'au, in English',
    mail: plain(
      'From: Mail Delivery Subsystem <MAILER-DAEMON@ezweb.example>\nSubject: Mail System Error - Returned Mail',
      'This Message was undeliverable due to the following reason:\n\nThe following destination addresses were unknown (please check\nthe addresses and re-mail the message):\n\nSMTP <parisa@ezweb.example>\n\nPlease reply to Postmaster@ezweb.example\nif you feel this message to be in error.',
    ),
    expected: { kind: 'bounce', address: 'parisa@ezweb.example', status: null },
  },
  {
    system: 'SoftBank, in Shift_JIS',
    mail: mime(
      `From: ${word('shift_jis', 'ソフトバンク')} <postmaster@softbank.example>\nSubject: ${word('shift_jis', '送信エラーのお知らせ')}`,
      'text/plain; charset=Shift_JIS\nContent-Transfer-Encoding: base64',
      base64(
        'shift_jis',
        '下記のメールアドレスにはお届けできませんでした。\nparisa@softbank.example\n宛先が存在しないか、受信を拒否されています。\n',
      ),
    ),
    expected: { kind: 'bounce', address: 'parisa@softbank.example', status: null },
  },
  {
    system: 'Rediff',
    mail: plain(
      'From: MAILER-DAEMON@rediff.example\nSubject: failure notice',
      `Hi. This is the deliver program at rediff.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<parisa@rediff.example>:
User's mailbox is over quota (#5.2.2)

--- Enclosed is a copy of the message.

${returned}`,
    ),
    expected: { kind: 'bounce', address: 'parisa@rediff.example', status: '5.2.2' },
  },
];
