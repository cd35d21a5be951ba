import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReplyReader } from '../../../src/platform/mail/reply-reader.js';
import { relaySettings } from '../../../src/platform/mail/relay-settings.js';
import { extensionsOf } from '../../../src/platform/mail/smtp-commands.js';
import { SmtpSession } from '../../../src/platform/mail/smtp-session.js';
import { smtpSink, type SinkBehaviour, type SmtpSink } from '../../support/smtp-sink.js';

let sink: SmtpSink;

beforeEach(async () => {
  sink = await smtpSink();
});

afterEach(() => sink.close());

async function sent(mail: string, behaviour: SinkBehaviour = {}) {
  sink.behave(behaviour);
  const session = await SmtpSession.open(relaySettings(sink.url), 'vigil.example.org');
  const envelope = { from: 'b+1.2@bounce.example.org', to: 'suzie+a=b@example.net' };
  const ended = await session.send(envelope, Buffer.from(mail));
  session.close();
  return ended;
}

describe('a body on the wire', () => {
  it.each([
    ['keeps dots at the beginnings of lines', '.a\r\n..b\r\n.\r\n', '.a\r\n..b\r\n.\r\n'],
    ['is ended where it has no end of line', 'a', 'a\r\n'],
    ['cannot be ended from within by bare line breaks', 'a\n.\nb\r.\rc\r\n', 'a\r\n.\r\nb\r\n.\r\nc\r\n'],
    ['is whole at every size around a piece', `${'x'.repeat(65_536 - 2)}\r\n.y\r\n`, undefined],
    ['is whole where it is many pieces', '0123456789abcdef\r\n'.repeat(20_000), undefined],
  ])('%s', async (_name, body, arrives = body) => {
    expect((await sent(`S: x\r\n\r\n${body}`)).ended).toBe('accepted');
    expect(sink.mails.map(({ source }) => source)).toEqual([`S: x\r\n\r\n${arrives}`]);
  });
});

describe('the envelope', () => {
  it('asks for reports of failures without the mail in them, where the server can (RFC 3461)', async () => {
    await sent('S: x\r\n\r\nx\r\n', { extensions: ['PIPELINING', 'SIZE', '8BITMIME', 'DSN'] });
    expect(sink.commands).toContain(
      'MAIL FROM:<b+1.2@bounce.example.org> BODY=8BITMIME SIZE=11 RET=HDRS ENVID=b+2B1.2@bounce.example.org',
    );
    expect(sink.commands).toContain(
      'RCPT TO:<suzie+a=b@example.net> NOTIFY=FAILURE,DELAY ORCPT=rfc822;suzie+2Ba+3Db@example.net',
    );
  });

  it('says nothing that the server did not offer', async () => {
    await sent('S: x\r\n\r\nx\r\n', { extensions: [] });
    expect(sink.commands.slice(1, 4)).toEqual([
      'MAIL FROM:<b+1.2@bounce.example.org>',
      'RCPT TO:<suzie+a=b@example.net>',
      'DATA',
    ]);
  });

  it('never carries a line break', async () => {
    const session = await SmtpSession.open(relaySettings(sink.url), 'x');
    const envelope = { from: 'a@example.org', to: 'b@example.net>\r\nRCPT TO:<c@example.net' };
    await expect(session.send(envelope, Buffer.from('S: x\r\n\r\n'))).rejects.toThrow('line break');
    session.close();
    expect(sink.commands.filter((line) => line.startsWith('RCPT'))).toEqual([]);
  });
});

describe('replies', () => {
  it('are put together from pieces of any size, several lines as one', () => {
    const wire =
      '250-one\r\n250-two\r\n250 three\r\n\r\n354 go on\n550-5.1.1 Postf\u00e4cher\r\n550 voll\r\n';
    for (const size of [1, 2, 7, 1_000]) {
      const replies: string[] = [];
      const reader = new ReplyReader((reply) => replies.push(reply));
      const bytes = Buffer.from(wire);
      for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size));
      expect(replies).toEqual([
        '250-one\n250-two\n250 three',
        '354 go on',
        '550-5.1.1 Postf\u00e4cher\n550 voll',
      ]);
    }
  });

  it('without end do not fill the memory', () => {
    const replies: string[] = [];
    const reader = new ReplyReader((reply) => replies.push(reply));
    for (let line = 0; line < 3_000; line += 1) reader.take(Buffer.from('250-more\r\n'));
    for (let chunk = 0; chunk < 40; chunk += 1) reader.take(Buffer.alloc(65_536, 'x'));
    expect(replies.slice(0, 2)).toEqual(['421 a reply without end', '421 a reply without end']);
  });

  it('to EHLO say what the server can', () => {
    expect(extensionsOf('250-mail.example\n250-PIPELINING\n250-SIZE 1000\n250-8BITMIME\n250 DSN')).toEqual({
      pipelining: true,
      eightBit: true,
      size: true,
      utf8: false,
      dsn: true,
    });
  });
});
