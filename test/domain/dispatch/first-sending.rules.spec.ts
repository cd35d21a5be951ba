import { describe, expect, it } from '@jest/globals';
import {
  isPlaceholder,
  mayLeave,
  type SendingFacts,
  sendingState,
} from '../../../src/domain/dispatch/first-sending.rules.js';
import { messageKinds, rulesOf, type MessageKind } from '../../../src/domain/dispatch/message-kind.rules.js';

const now = new Date('2026-09-01T09:00:00Z');
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const facts = (some: Partial<SendingFacts>): SendingFacts => ({
  exemption: null,
  missing: [],
  testExpiresAt: null,
  provedAt: null,
  ...some,
});

describe('the first sending', () => {
  it.each<[string, Partial<SendingFacts>, boolean]>([
    ['untested', {}, false],
    ['untested', { testExpiresAt: before }, false],
    ['untested', { testExpiresAt: now }, false],
    ['test-under-way', { testExpiresAt: after }, false],
    ['proved', { testExpiresAt: before, provedAt: before }, true],
    ['settings-missing', { missing: ['dkim'] }, false],
    ['settings-missing', { missing: ['from'], provedAt: before }, false],
    ['exempt', { exemption: 'loopback', missing: ['dkim'] }, true],
  ])('is %s with %j', (state, some, free) => {
    expect(sendingState(facts(some), now)).toBe(state);
    expect(mayLeave(sendingState(facts(some), now))).toBe(free);
  });

  it('lets nothing leave before but what organizers need to sign in and to test', () => {
    const kinds = Object.keys(messageKinds) as MessageKind[];
    expect(kinds.filter((kind) => rulesOf(kind).leavesUnproved)).toEqual(['sign-in', 'sending-test']);
  });

  it('is not tried with an address that nobody has', () => {
    const placeholders = [
      'organizer@vigil.invalid',
      'a@b.example',
      'a@example.org',
      'a@x.example.com',
      'a@localhost',
    ];
    expect(placeholders.filter((address) => !isPlaceholder(address))).toEqual([]);
    const real = ['a@vigil.ngo', 'invalid@vigil.ngo', 'a@test.vigil.ngo', 'a@myexample.org', 'a@example.io'];
    expect(real.filter(isPlaceholder)).toEqual([]);
  });
});
