import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { relaySettings } from '../../../src/platform/mail/relay-settings.js';
import { SmtpSession } from '../../../src/platform/mail/smtp-session.js';
import { ALL_EXTENSIONS, type SinkPhase } from '../../support/sink-behaviour.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';

const envelope = { from: 'vigil@example.org', to: 'suzie@example.net' };
const small = Buffer.from('Message-ID: <m1@example.org>\r\n\r\na line\r\n');
/** More than the buffers of two sockets hold. */
const large = Buffer.concat([small, Buffer.alloc(20_000_000, 'a line of the body\r\n')]);

let sink: SmtpSink;

beforeEach(async () => {
  sink = await smtpSink();
});

afterEach(async () => {
  await sink.close();
});

const unreachable = (phase: string) => ({ name: 'RelayUnreachable', phase, reply: null });
const broken = (phase: string) => ({ ended: 'broken', phase });

/** What the session says when the connection ends there, and whether the server has the mail. */
const matrix: readonly [SinkPhase, Buffer, object, 'taken' | 'not taken'][] = [
  ['connect', small, unreachable('connect'), 'not taken'],
  ['greeting', small, unreachable('connect'), 'not taken'],
  ['ehlo', small, unreachable('connect'), 'not taken'],
  ['starttls', small, unreachable('connect'), 'not taken'],
  ['auth', small, unreachable('auth'), 'not taken'],
  ['mail', small, broken('mail'), 'not taken'],
  ['rcpt', small, broken('rcpt'), 'not taken'],
  ['data', small, broken('data'), 'not taken'],
  ['mid-body', large, { ended: 'broken', phase: 'body' }, 'not taken'],
  ['mid-body', small, { ended: 'unanswered' }, 'not taken'],
  ['dot', small, { ended: 'unanswered' }, 'not taken'],
  ['after-dot', small, { ended: 'unanswered' }, 'taken'],
];

/** Hands one mail over by TLS and with a password; answers how it ended, or why it could not begin. */
async function handOver(mail: Buffer): Promise<unknown> {
  const relay = relaySettings(sink.url.replace('//', '//user:password@'));
  try {
    const session = await SmtpSession.open(relay, 'vigil.example.org');
    const ended = await session.send(envelope, mail);
    session.close();
    return ended;
  } catch (error) {
    return error;
  }
}

describe.each([
  ['with PIPELINING', ALL_EXTENSIONS],
  ['without it', ALL_EXTENSIONS.filter((name) => name !== 'PIPELINING')],
])('a connection %s', (_name, extensions) => {
  const offered = { extensions: ['STARTTLS', 'AUTH PLAIN LOGIN', ...extensions] };

  it('that holds is secured, signed in, and hands the mail over', async () => {
    sink.behave(offered);
    expect(await handOver(small)).toMatchObject({ ended: 'accepted' });
    expect(sink.accepted).toEqual(['<m1@example.org>']);
    const verbs = sink.commands.map((line) => line.split(' ')[0]);
    expect(verbs.slice(0, 7)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA']);
  });

  it.each(matrix)('that ends at %s is known for what it was', async (dropAt, mail, expected, has) => {
    sink.behave({ ...offered, dropAt });
    expect(await handOver(mail)).toMatchObject(expected);
    expect(sink.mails.map(({ messageId }) => messageId)).toEqual(has === 'taken' ? ['<m1@example.org>'] : []);
    expect(sink.accepted).toEqual([]);
  });
});
