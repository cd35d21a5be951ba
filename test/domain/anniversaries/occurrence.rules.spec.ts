import { describe, expect, it } from '@jest/globals';
import {
  follow,
  mayBecome,
  type MailingStanding,
  type OccurrenceState,
  occurrenceStates,
} from '../../../src/domain/anniversaries/occurrence.rules.js';

const allowed: readonly (readonly [OccurrenceState, OccurrenceState])[] = [
  ['planned', 'awaiting_approval'],
  ['planned', 'missed'],
  ['planned', 'skipped'],
  ['awaiting_approval', 'approved'],
  ['awaiting_approval', 'missed'],
  ['awaiting_approval', 'skipped'],
  ['approved', 'kept'],
  ['approved', 'missed'],
  ['approved', 'skipped'],
  ['approved', 'awaiting_approval'],
  ['missed', 'approved'],
];

describe('an occurrence', () => {
  it.each(occurrenceStates.flatMap((from) => occurrenceStates.map((to) => [from, to] as const)))(
    'goes from %s to %s only where its diagram says so',
    (from, to) => {
      expect(mayBecome(from, to)).toBe(allowed.some(([a, b]) => a === from && b === to));
    },
  );

  it.each<[OccurrenceState, MailingStanding[], boolean, OccurrenceState | null]>([
    ['planned', [], false, null],
    ['planned', [], true, 'missed'],
    ['awaiting_approval', ['open', 'approved'], false, null],
    ['awaiting_approval', ['approved', 'approved'], false, 'approved'],
    ['awaiting_approval', ['approved', 'cancelled'], false, 'approved'],
    ['awaiting_approval', ['cancelled', 'cancelled'], false, null],
    ['awaiting_approval', ['open'], true, 'missed'],
    ['approved', ['approved', 'sent'], false, null],
    ['approved', ['sent', 'sent'], false, 'kept'],
    ['approved', ['sent', 'cancelled'], true, 'kept'],
    ['approved', ['open', 'approved'], false, 'awaiting_approval'],
    ['approved', ['cancelled'], true, 'missed'],
    ['approved', ['approved'], true, null],
    ['missed', ['cancelled'], true, null],
    ['missed', ['open'], true, null],
    ['missed', ['approved'], true, 'approved'],
    ['kept', ['sent'], true, null],
    ['skipped', ['cancelled'], true, null],
  ])('that is %s, with mailings %j and past its grace: %s, becomes %s', (state, mailings, pastGrace, to) => {
    expect(follow(state, mailings, pastGrace)).toBe(to);
    if (to !== null) expect(mayBecome(state, to)).toBe(true);
  });
});
