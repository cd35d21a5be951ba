import { describe, expect, it } from '@jest/globals';
import { holm, mannWhitney } from '../../bench/mann-whitney.js';
import { seeded } from '../../bench/seeded.js';

describe("Mann and Whitney's test", () => {
  it("gives the published value of the ages at diagnosis (SciPy's documentation)", () => {
    const { u, p } = mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12]);
    expect(u).toBe(17);
    expect(p).toBeCloseTo(0.11134688653314041, 6);
  });

  it('finds nothing in values that are all the same, and everything in values that are apart', () => {
    expect(mannWhitney([5, 5, 5], [5, 5, 5]).p).toBe(1);
    const low = Array.from({ length: 50 }, (_, n) => n);
    expect(
      mannWhitney(
        low,
        low.map((n) => n + 50),
      ).p,
    ).toBeLessThan(1e-15);
    expect(mannWhitney(low, low).p).toBe(1);
  });

  it('is the same whichever is named first', () => {
    const random = seeded(7);
    const one = Array.from({ length: 30 }, () => Math.floor(random() * 9));
    const other = Array.from({ length: 40 }, () => Math.floor(random() * 9));
    expect(mannWhitney(one, other).p).toBeCloseTo(mannWhitney(other, one).p, 12);
  });

  it.each([[1e9], [4]])('cries wolf as often as it says, with values of %d kinds', (kinds) => {
    const random = seeded(11);
    const draw = () => Array.from({ length: 60 }, () => Math.floor(random() * kinds));
    let alarms = 0;
    for (let n = 0; n < 2_000; n++) if (mannWhitney(draw(), draw()).p < 0.05) alarms += 1;
    expect(alarms / 2_000).toBeGreaterThan(0.035);
    expect(alarms / 2_000).toBeLessThan(0.065);
  });
});

describe("Holm's correction", () => {
  it('multiplies the smallest by how many there are, and never falls', () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [n, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(corrected[n]).toBeCloseTo(p, 12);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});
