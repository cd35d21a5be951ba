import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { campaignStates } from '../../../src/domain/campaigns/campaign.rules.js';
import { goalOf, rungAbove } from '../../../src/domain/campaigns/goal.rules.js';

const count = fc.integer({ min: 0, max: 200_000_000 });
const chosen = fc.option(fc.integer({ min: 1, max: 100_000_000 }));
const running = fc.constantFrom('open' as const, 'paused' as const);

describe('the ladder of goals', () => {
  it('has round rungs', () => {
    expect([0, 99, 100, 249, 250, 499, 500, 999, 1_000, 2_500, 999_999, 1_000_000].map(rungAbove)).toEqual([
      100, 100, 250, 250, 500, 500, 1_000, 1_000, 2_500, 5_000, 1_000_000, 2_500_000,
    ]);
  });

  it('is always above the count, and never out of sight', () => {
    fc.assert(
      fc.property(count, (confirmed) => {
        const rung = rungAbove(confirmed);
        expect(Number.isInteger(rung)).toBe(true);
        expect(rung).toBeGreaterThan(confirmed);
        expect(rung).toBeLessThanOrEqual(Math.max(100, confirmed * 2.5));
      }),
    );
  });

  it('only rises as the count rises', () => {
    fc.assert(
      fc.property(count, fc.nat(1_000_000), (confirmed, more) => {
        expect(rungAbove(confirmed + more)).toBeGreaterThanOrEqual(rungAbove(confirmed));
      }),
    );
  });
});

describe('the goal of a campaign', () => {
  it('is what it chose until that is reached, then what the ladder says', () => {
    const at = (confirmed: number) => goalOf({ state: 'open', chosen: 700, confirmed });
    expect(at(0)).toEqual({ goal: 700, reached: null });
    expect(at(699)).toEqual({ goal: 700, reached: null });
    expect(at(700)).toEqual({ goal: 1_000, reached: 700 });
    expect(at(1_000)).toEqual({ goal: 2_500, reached: 1_000 });
  });

  it('is the ladder’s from the beginning where it chose none', () => {
    const at = (confirmed: number) => goalOf({ state: 'open', chosen: null, confirmed });
    expect(at(0)).toEqual({ goal: 100, reached: null });
    expect(at(99)).toEqual({ goal: 100, reached: null });
    expect(at(100)).toEqual({ goal: 250, reached: 100 });
  });

  it('lies ahead while the campaign runs, and what was reached behind', () => {
    fc.assert(
      fc.property(running, chosen, count, (state, own, confirmed) => {
        const { goal, reached } = goalOf({ state, chosen: own, confirmed });
        expect(goal).toBeGreaterThan(confirmed);
        if (reached !== null) expect(reached).toBeLessThanOrEqual(confirmed);
        if (own !== null && confirmed < own) expect(goal).toBe(own);
      }),
    );
  });

  it('stays what it was once the campaign has ended', () => {
    fc.assert(
      fc.property(chosen, count, (own, confirmed) => {
        for (const state of campaignStates.filter((one) => one === 'closed' || one === 'archived')) {
          expect(goalOf({ state, chosen: own, confirmed }).goal).toBe(own);
        }
      }),
    );
  });
});
