import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HandOver } from '../../../src/platform/mail/hand-over.js';
import { Relay } from '../../../src/platform/mail/relay.js';
import { relaySettings } from '../../../src/platform/mail/relay-settings.js';
import { RelayUnreachable, SmtpSession } from '../../../src/platform/mail/smtp-session.js';
import { eventually } from '../../support/eventually.js';
import { smtpSink, type SinkBehaviour, type SmtpSink } from '../../support/smtp-sink.js';

const mail = Buffer.from(`Subject: x\r\n\r\n${'a line of the body\r\n'.repeat(20_000)}`);
const envelope = { from: 'vigil@example.org', to: 'suzie@example.net' };
let sink: SmtpSink;

beforeEach(async () => {
  sink = await smtpSink();
});

afterEach(async () => {
  await sink.close();
});

async function sendTo(behaviour: SinkBehaviour, body = mail): Promise<HandOver> {
  sink.behave(behaviour);
  const session = await SmtpSession.open(relaySettings(sink.url), 'vigil.example.org');
  const ended = await session.send(envelope, body);
  session.close();
  return ended;
}

describe.each([
  ['with PIPELINING', { extensions: ['PIPELINING'] }],
  ['without it', { extensions: [] }],
])('a mail handed over %s', (_name, base) => {
  it('is accepted', async () => {
    expect(await sendTo(base)).toEqual({ ended: 'accepted', reply: '250 2.0.0 Ok: queued as Q1' });
    expect(sink.mails[0]?.source).toHaveLength(mail.length);
  });

  it('is refused with the phase and the reply', async () => {
    expect(await sendTo({ ...base, mail: () => '550 5.7.1 not you' })).toMatchObject({
      ended: 'refused',
      phase: 'mail',
      reply: '550 5.7.1 not you',
    });
    expect(await sendTo({ ...base, rcpt: () => '550 5.1.1 nobody' })).toMatchObject({
      ended: 'refused',
      phase: 'rcpt',
      reply: '550 5.1.1 nobody',
    });
    expect(await sendTo({ ...base, dot: () => '554 5.7.1 spam' })).toMatchObject({
      ended: 'refused',
      phase: 'body',
      reply: '554 5.7.1 spam',
    });
    expect(await sendTo({ ...base, dot: () => '421 4.3.0 going down' })).toMatchObject({
      ended: 'refused',
      phase: 'body',
    });
  });

  it('is safe to send again when the connection breaks before the dot', async () => {
    expect(await sendTo({ ...base, mail: () => 'drop' })).toMatchObject({ ended: 'broken', phase: 'mail' });
    expect(await sendTo({ ...base, rcpt: () => 'drop' })).toMatchObject({ ended: 'broken' });
    expect(sink.mails).toEqual([]);
  });

  it('is in doubt when the connection breaks after it', async () => {
    expect(await sendTo({ ...base, dot: () => 'drop' })).toMatchObject({ ended: 'unanswered' });
    expect(await sendTo({ ...base, dot: () => 'drop-before' })).toMatchObject({ ended: 'unanswered' });
  });

  it('leaves the connection fit for the next one after a refusal', async () => {
    sink.behave({ ...base, rcpt: (to) => (to.startsWith('gone') ? '550 5.1.1 nobody' : undefined) });
    const session = await SmtpSession.open(relaySettings(sink.url), 'x');
    expect((await session.send({ ...envelope, to: 'gone@example.net' }, mail)).ended).toBe('refused');
    expect(session.usable).toBe(true);
    expect((await session.send(envelope, mail)).ended).toBe('accepted');
    session.close();
  });
});

describe('an address beyond ASCII', () => {
  it('needs SMTPUTF8 and is never downgraded', async () => {
    const session = await SmtpSession.open(relaySettings(sink.url), 'x');
    expect((await session.send({ ...envelope, to: 'андрис@example.net' }, mail)).ended).toBe('accepted');
    expect(sink.commands.some((line) => line.startsWith('MAIL') && line.includes('SMTPUTF8'))).toBe(true);
    session.close();
    sink.behave({ extensions: [] });
    const plain = await SmtpSession.open(relaySettings(sink.url), 'x');
    expect((await plain.send({ ...envelope, to: 'андрис@example.net' }, mail)).ended).toBe('needs-smtputf8');
    plain.close();
    expect(sink.mails).toHaveLength(1);
  });
});

describe('the pool', () => {
  it('uses connections again and never opens more than its limit', async () => {
    const relay = new Relay(() => relaySettings(sink.url), 'x', { bulk: 2, urgent: 1 });
    const work = Array.from({ length: 20 }, async (_, n) => {
      const loan = await relay.borrow('bulk');
      await loan.connection.send(
        { ...envelope, to: `p${n}@example.net` },
        Buffer.from('Subject: x\r\n\r\nx\r\n'),
      );
      loan.release();
    });
    await Promise.all(work);
    expect(sink.mails).toHaveLength(20);
    expect(sink.peak()).toBeLessThanOrEqual(2);
    expect(relay.busy).toBe(0);
    relay.close();
  });

  it('says how far it came when the server cannot be reached', async () => {
    sink.behave({ greeting: '554 5.7.1 not today' });
    const relay = new Relay(() => relaySettings(sink.url), 'x');
    await expect(relay.borrow('bulk')).rejects.toMatchObject({
      phase: 'connect',
      reply: '554 5.7.1 not today',
    });
    const nowhere = new Relay(() => relaySettings('smtp://127.0.0.1:9'), 'x');
    await expect(nowhere.borrow('bulk')).rejects.toBeInstanceOf(RelayUnreachable);
    expect(nowhere.busy).toBe(0);
  });
});

describe('SMTP_URL', () => {
  it('asks for TLS except on this machine', () => {
    expect(relaySettings('smtp://u:p%40ss@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 587,
      implicitTls: false,
      tls: 'required',
      user: 'u',
      password: 'p@ss',
    });
    expect(relaySettings('smtps://mail.example.org')).toMatchObject({ port: 465, implicitTls: true });
    expect(relaySettings('smtp://mailpit:1025?tls=never')).toMatchObject({ port: 1025, tls: 'never' });
    expect(relaySettings('smtp://localhost:1025')).toMatchObject({ tls: 'optional' });
  });
});

describe('a process that stops', () => {
  it('cuts what is under way, and knows what is in doubt', async () => {
    sink.behave({ delayMs: 60_000 });
    const relay = new Relay(() => relaySettings(sink.url), 'x');
    const loan = await relay.borrow('bulk');
    const sending = loan.connection.send(envelope, Buffer.from('Subject: x\r\n\r\nx\r\n'));
    await eventually(() => sink.mails.length === 1);
    relay.abort();
    expect((await sending).ended).toBe('unanswered');
    expect(loan.connection.usable).toBe(false);
    loan.release();
  });

  it('never takes half a body for a message', async () => {
    const large = Buffer.alloc(20_000_000, 'a line of the body\r\n');
    expect(await sendTo({ dropBodyAfter: 100_000 }, large)).toMatchObject({ ended: 'broken', phase: 'body' });
    expect(sink.mails).toEqual([]);
  });
});
