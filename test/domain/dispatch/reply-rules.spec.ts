import { describe, expect, it } from '@jest/globals';
import { backoff } from '../../../src/domain/dispatch/backoff.rules.js';
import { meaningOf } from '../../../src/domain/dispatch/message-result.rules.js';
import {
  askedWait,
  classifyReply,
  parseReply,
  queueIdOf,
  withoutAddresses,
} from '../../../src/domain/dispatch/reply.rules.js';

describe('a reply', () => {
  it.each([
    ['rcpt', '450 4.7.1 <a@b.c>: Recipient address rejected: Greylisted, see http://x', 'deferred_greylist'],
    ['rcpt', '451 4.7.1 Please try again later', 'deferred_greylist'],
    ['rcpt', '450 try later', 'deferred_greylist'],
    ['rcpt', '452 4.2.2 Mailbox full', 'deferred_quota'],
    ['body', '421 4.7.28 Our system has detected an unusual rate of unsolicited mail', 'deferred_rate'],
    ['mail', '451 4.3.2 System not accepting messages', 'deferred_system'],
    ['mail', '421 Too many connections', 'deferred_rate'],
    [
      'rcpt',
      '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Please check',
      'recipient_gone',
    ],
    ['rcpt', '550 5.1.10 Recipient not found', 'recipient_gone'],
    ['rcpt', '550 5.2.1 The email account is disabled', 'recipient_gone'],
    ['rcpt', '550 No such user here', 'recipient_gone'],
    ['rcpt', '552 5.2.2 Over quota', 'recipient_refused'],
    ['rcpt', '554 5.7.1 <x>: Relay access denied', 'own_fault'],
    ['rcpt', '550 5.1.8 Bad sender address', 'own_fault'],
    ['mail', '550 5.7.1 Sender rejected', 'own_fault'],
    ['body', '550 5.7.26 unauthenticated mail from x is not accepted due to DMARC policy', 'own_fault'],
    [
      'body',
      '550 5.7.515 Access denied, sending domain does not meet the required authentication level',
      'own_fault',
    ],
    ['body', '550 5.7.15 Access denied', 'own_fault'],
    ['body', '554 5.7.1 Message rejected as spam', 'content_refused'],
    ['body', '554 5.6.0 Message content rejected', 'content_refused'],
    ['body', '554 Transaction failed', 'content_refused'],
    ['body', '552 5.3.4 Message size exceeds fixed limit', 'content_refused'],
    ['rcpt', '553 5.6.7 SMTPUTF8 needed', 'address_unsupported'],
    ['auth', '535 5.7.8 Authentication failed', 'own_fault'],
    ['connect', '421 4.3.2 not now', 'deferred_system'],
    ['rcpt', '550 5.4.1 weird', 'refused'],
  ] as const)('at %s, %s: %s', (phase, reply, outcome) => {
    expect(classifyReply(phase, parseReply(reply))).toBe(outcome);
  });

  it('is read over several lines', () => {
    expect(parseReply('550-first line\r\n550 5.1.1 second')).toEqual({
      code: 550,
      enhanced: '5.1.1',
      text: 'first line second',
    });
    expect(parseReply('250 2.0.0 Ok: queued as 4Xy')).toMatchObject({ code: 250, enhanced: '2.0.0' });
    expect(parseReply('')).toEqual({ code: 0, enhanced: null, text: '' });
  });

  it('may ask for a pause, name its queue, and is kept without addresses', () => {
    expect(askedWait('Greylisted, please try again in 300 seconds')).toBe(300_000);
    expect(askedWait('retry after 5 minutes')).toBe(300_000);
    expect(askedWait('no')).toBeNull();
    expect(queueIdOf('250 2.0.0 Ok: queued as 4XyZ1')).toBe('4XyZ1');
    expect(queueIdOf('250 OK id=1tFabc-0001-Ab')).toBe('1tFabc-0001-Ab');
    expect(withoutAddresses('<suzie@example.net>: user\u0000 unknown')).toBe('<…>: user  unknown');
  });
});

describe('a retry', () => {
  const minutes = (ms: number) => ms / 60_000;

  it('comes after pauses that grow, spread by a quarter, and never more than four hours', () => {
    expect([1, 2, 3, 9].map((n) => minutes(backoff('deferred_greylist', n, null, 0.5)))).toEqual([
      5, 10, 20, 20,
    ]);
    expect([1, 2, 3, 4, 5, 9].map((n) => minutes(backoff('deferred_network', n, null, 0.5)))).toEqual([
      1, 2, 5, 15, 30, 30,
    ]);
    expect([1, 2, 3, 4, 9].map((n) => minutes(backoff('deferred_system', n, null, 0.5)))).toEqual([
      20, 40, 80, 160, 240,
    ]);
    expect(minutes(backoff('deferred_system', 1, null, 0))).toBe(15);
    expect(minutes(backoff('deferred_system', 1, null, 1))).toBe(25);
    expect(minutes(backoff('deferred_greylist', 1, 30 * 60_000, 0))).toBe(30);
    expect(minutes(backoff('deferred_greylist', 1, 24 * 3_600_000, 0))).toBe(240);
  });

  it('that would come too late is none', () => {
    const now = new Date('2026-11-24T12:00:00Z');
    const ending = { ended: 'broken', phase: 'rcpt', cause: 'reset' } as const;
    const soon = { kind: 'update', attempts: 1, expiresAt: new Date('2026-11-24T12:00:30Z') } as const;
    expect(meaningOf(ending, soon, now, 0.5).state).toBe('expired');
    expect(meaningOf(ending, { kind: 'update', attempts: 1, expiresAt: null }, now, 0.5)).toMatchObject({
      state: 'ready',
      outcome: 'deferred_network',
      nextAttemptAt: new Date('2026-11-24T12:01:00Z'),
      expiresAt: new Date('2026-11-26T12:00:00Z'),
    });
  });
});
