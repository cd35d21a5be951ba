import { describe, expect, it } from '@jest/globals';
import {
  type ApprovalCase,
  isOldStatus,
  type MailingState,
  mailingStates,
  mayBecome,
  refuseApproval,
  timeliness,
} from '../../../src/domain/mailings/mailing.rules.js';

const allowed: readonly (readonly [MailingState, MailingState])[] = [
  ['draft', 'in_review'],
  ['draft', 'cancelled'],
  ['in_review', 'approved'],
  ['in_review', 'draft'],
  ['in_review', 'cancelled'],
  ['approved', 'materialising'],
  ['approved', 'draft'],
  ['approved', 'cancelled'],
  ['materialising', 'frozen'],
  ['materialising', 'cancelled'],
];

const schedule = { sendAt: new Date('2026-09-01T06:00:00Z'), zone: 'Asia/Baghdad', graceMinutes: 60 };
const fine: ApprovalCase = {
  plannedBy: 'planner',
  submittedBy: 'submitter',
  letterAuthor: 'author',
  sha256: 'seal',
  oldStatuses: 0,
  acknowledged: false,
  schedule,
};
const before = new Date('2026-08-20T00:00:00Z');

describe('a mailing', () => {
  it.each(mailingStates.flatMap((from) => mailingStates.map((to) => [from, to] as const)))(
    'goes from %s to %s only where its diagram says so',
    (from, to) => {
      expect(mayBecome(from, to)).toBe(allowed.some(([a, b]) => a === from && b === to));
    },
  );

  it.each([
    ['2026-09-01T05:59:59Z', 'early'],
    ['2026-09-01T06:00:00Z', 'due'],
    ['2026-09-01T07:00:00Z', 'due'],
    ['2026-09-01T07:00:01Z', 'missed'],
  ])('at %s is %s', (now, expected) => {
    expect(timeliness(schedule, new Date(now))).toBe(expected);
  });

  it.each([
    ['2025-08-31', true],
    ['2025-09-01', false],
    ['2026-08-01', false],
    ['2015-09-01', true],
  ])('finds a status as of %s, on 1 September 2026, old: %s', (asOf, old) => {
    expect(isOldStatus(asOf, '2026-09-01')).toBe(old);
  });

  it.each([
    ['another person', 'other', 'seal', {}, before, null],
    ['its planner', 'planner', 'seal', {}, before, 'self-approval'],
    ['its submitter', 'submitter', 'seal', {}, before, 'self-approval'],
    ["its letter's author", 'author', 'seal', {}, before, 'self-approval'],
    ['someone who saw another content', 'other', 'before', {}, before, 'content-changed'],
    ['someone, with old statuses', 'other', 'seal', { oldStatuses: 2 }, before, 'old-statuses'],
    [
      'someone, with old statuses acknowledged',
      'other',
      'seal',
      { oldStatuses: 2, acknowledged: true },
      before,
      null,
    ],
    ['someone within the grace', 'other', 'seal', {}, new Date('2026-09-01T06:30:00Z'), null],
    ['someone past the grace', 'other', 'seal', {}, new Date('2026-09-01T08:00:00Z'), 'missed'],
  ] as const)('approved by %s (%s) is refused: %5$s', (_who, by, seen, change, now, refusal) => {
    expect(refuseApproval(by, seen, { ...fine, ...change }, now)).toBe(refusal);
  });
});
