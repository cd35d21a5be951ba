import { describe, expect, it } from '@jest/globals';
import {
  isOwnWork,
  type LetterState,
  letterStates,
  mayBecome,
} from '../../../src/domain/letters/letter.rules.js';

const allowed: readonly (readonly [LetterState, LetterState])[] = [
  ['draft', 'in_review'],
  ['in_review', 'approved'],
  ['in_review', 'returned'],
  ['approved', 'retired'],
];

describe('a letter version', () => {
  it.each(letterStates.flatMap((from) => letterStates.map((to) => [from, to] as const)))(
    'goes from %s to %s only where its diagram says so',
    (from, to) => {
      expect(mayBecome(from, to)).toBe(allowed.some(([a, b]) => a === from && b === to));
    },
  );

  it.each([
    ['its author', { authorId: 'a', submittedBy: 'b' }, 'a', true],
    ['its submitter', { authorId: 'a', submittedBy: 'b' }, 'b', true],
    ['someone else', { authorId: 'a', submittedBy: 'b' }, 'c', false],
    ['someone, when it came with the file', { authorId: null, submittedBy: 'b' }, 'c', false],
  ])('is the own work of %s: %j', (_who, work, by, own) => {
    expect(isOwnWork(work, by)).toBe(own);
  });
});
