import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openLog } from '../../../../src/platform/config/log.js';
import { InboundServer, type TakeEnveloped } from '../../../../src/platform/mail/inbound/inbound-server.js';

let server: InboundServer | undefined;
let socket: Socket | undefined;

afterEach(async () => {
  socket?.destroy();
  await server?.close();
});

/** A server, and one client that says a line and hears the reply to it. */
async function door(take: TakeEnveloped, protocol: 'smtp' | 'lmtp' = 'smtp') {
  server = new InboundServer(
    { protocol, host: '127.0.0.1', port: 0 },
    ['bounces.example.org'],
    take,
    openLog('silent'),
  );
  const client = connect(await server.listen(), '127.0.0.1');
  socket = client;
  let heard = '';
  client.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  const reply = async () => {
    while (!/^\d{3} .*\r\n/m.test(heard)) await once(client, 'data');
    const said = heard;
    heard = '';
    return said;
  };
  await reply();
  return async (line: string) => {
    client.write(`${line}\r\n`);
    return reply();
  };
}

describe('the inbound mail server', () => {
  it('takes mail with the null sender for our domain and for no other', async () => {
    const taken: unknown[] = [];
    const say = await door(({ from, to, raw }) => {
      taken.push({ from, to, raw: raw.toString() });
      return Promise.resolve();
    });
    expect(await say('EHLO mx.example')).toMatch(/250/);
    expect(await say('MAIL FROM:<>')).toMatch(/^250/);
    expect(await say('RCPT TO:<somebody@elsewhere.example>')).toMatch(/^550/);
    expect(await say('RCPT TO:<b+1.00000000@BOUNCES.example.org>')).toMatch(/^250/);
    expect(await say('DATA')).toMatch(/^354/);
    expect(await say('Subject: x\r\n\r\nwords\r\n.')).toMatch(/^250/);
    expect(taken).toEqual([
      { from: '', to: ['b+1.00000000@BOUNCES.example.org'], raw: 'Subject: x\r\n\r\nwords\r\n' },
    ]);
  });

  it('takes mail that ends the news only at addresses that can hold a token, in letters of either case', async () => {
    const say = await door(() => Promise.resolve());
    await say('EHLO mx.example');
    await say('MAIL FROM:<parisa@example.net>');
    const digits = '0123456789'.repeat(5);
    expect(await say(`RCPT TO:<unsubscribe+${digits}@bounces.example.org>`)).toMatch(/^250/);
    expect(await say(`RCPT TO:<UNSUBSCRIBE+0${'A'.repeat(49)}@bounces.example.org>`)).toMatch(/^250/);
    for (const broken of ['', 'x', `${digits}0`, 'z'.repeat(50), `${digits.slice(1)}-`])
      expect(await say(`RCPT TO:<unsubscribe+${broken}@bounces.example.org>`)).toMatch(/^550 5\.1\.1/);
    expect(await say(`RCPT TO:<unsubscribe+${digits}@elsewhere.example>`)).toMatch(/^550 5\.7\.1/);
  });

  it('asks the sender to come again when the report could not be kept', async () => {
    const say = await door(() => Promise.reject(new Error('the database is away')));
    await say('EHLO mx.example');
    await say('MAIL FROM:<>');
    await say('RCPT TO:<b+1.00000000@bounces.example.org>');
    await say('DATA');
    expect(await say('Subject: x\r\n\r\n.')).toMatch(/^451/);
  });

  it('speaks LMTP to a mail server beside it', async () => {
    const say = await door(() => Promise.resolve(), 'lmtp');
    expect(await say('LHLO mx.example')).toMatch(/250/);
    expect(await say('MAIL FROM:<>')).toMatch(/^250/);
  });
});
