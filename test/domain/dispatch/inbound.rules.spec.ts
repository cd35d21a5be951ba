import { describe, expect, it } from '@jest/globals';
import { meaningOfReport, type Reported } from '../../../src/domain/dispatch/inbound.rules.js';

const supporter = { kind: 'update', state: 'accepted' } as const;
const seat = { kind: 'seat-letter', state: 'accepted' } as const;
const bounce = (status: string | null, diagnostic: string | null = null): Reported => ({
  action: 'failed',
  status,
  diagnostic,
});

describe('what a report means', () => {
  it.each([
    ['5.1.1', '550 5.1.1 User unknown', 'recipient_gone'],
    ['5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'recipient_gone'],
    [null, '550 sorry, no mailbox here by that name. User unknown', 'recipient_gone'],
    ['5.0.0', 'User parisa not listed: user not found', 'recipient_gone'],
    ['5.2.1', null, 'recipient_gone'],
  ])('an address that is gone gets nothing more: %s %s', (status, diagnostic, outcome) => {
    const meaning = meaningOfReport('bounce', bounce(status, diagnostic), supporter);
    expect(meaning).toMatchObject({ outcome, suppress: 'recipient_gone', isSoft: false, state: 'accepted' });
  });

  it.each([
    ['5.7.1', '550 5.7.1 DMARC policy of the sender'],
    ['5.7.26', '550 5.7.26 unauthenticated'],
    ['5.7.515', '550 5.7.515 Access denied, sending domain does not meet the required authentication level'],
    ['5.1.8', "550 5.1.8 Sender's address is bad"],
  ])('our own fault blames nobody: %s', (status, diagnostic) => {
    const meaning = meaningOfReport('bounce', bounce(status, diagnostic), supporter);
    expect(meaning).toMatchObject({ outcome: 'own_fault', suppress: null, isSoft: false });
  });

  it.each([
    ['4.2.2', '452 4.2.2 mailbox full'],
    ['5.2.2', '552 5.2.2 mailbox full'],
    ['4.4.7', 'message expired'],
    ['4.0.0', '426 connection timed out'],
    [null, null],
  ])('what may pass is a soft bounce: %s %s', (status, diagnostic) => {
    const meaning = meaningOfReport('bounce', bounce(status, diagnostic), supporter);
    expect(meaning).toMatchObject({ isSoft: true, suppress: null });
  });

  it('a complaint silences at once', () => {
    expect(meaningOfReport('complaint', null, supporter)).toMatchObject({ suppress: 'complaint' });
  });

  it("a seat that bounces, complains or answers is a person's task", () => {
    expect(meaningOfReport('bounce', bounce('5.1.1'), seat)).toMatchObject({
      needsPerson: true,
      suppress: null,
    });
    expect(meaningOfReport('complaint', null, seat)).toMatchObject({
      needsPerson: true,
      suppress: 'complaint',
    });
    expect(meaningOfReport('reply', null, seat)).toMatchObject({ needsPerson: true });
    expect(meaningOfReport('auto_reply', null, seat)).toMatchObject({ needsPerson: false, outcome: null });
  });

  it('any report ends a doubt: the mail server had taken the message', () => {
    const doubtful = { kind: 'seat-letter', state: 'in_doubt' } as const;
    expect(meaningOfReport('bounce', bounce('5.1.1'), doubtful)).toMatchObject({ state: 'failed' });
    for (const kind of ['delay', 'delivered', 'reply', 'auto_reply', 'complaint'] as const) {
      expect(meaningOfReport(kind, null, doubtful)).toMatchObject({ state: 'accepted', outcome: 'accepted' });
    }
  });

  it('a delay is no bounce, and keeps no address', () => {
    const delay: Reported = { action: 'delayed', status: '4.4.1', diagnostic: null };
    expect(meaningOfReport('delay', delay, supporter)).toMatchObject({ outcome: null, isSoft: false });
    const told = bounce('5.1.1', '550 5.1.1 <parisa@post.example> unknown');
    expect(meaningOfReport('bounce', told, supporter).reply).not.toContain('@');
  });
});
