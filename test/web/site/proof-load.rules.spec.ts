import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { FormPace } from '../../../src/web/site/form-pace.js';
import { proofStepFor, proofSteps } from '../../../src/web/site/proof-load.rules.js';
import { FakeClock } from '../../support/fake-clock.js';

const attempts = (formsPerSecond: number, queueTaken = 0) =>
  proofStepFor({ formsPerSecond, queueTaken }).attempts;

describe('the work a proof costs', () => {
  it('rises in steps with the forms a second', () => {
    expect([0, 19.9, 20, 59.9, 60, 150, 400, 100_000].map((rate) => attempts(rate))).toEqual([
      400, 400, 800, 800, 1_600, 3_200, 6_400, 6_400,
    ]);
  });

  it('rises with the queue before the database as well, and the higher of the two decides', () => {
    expect([0, 0.05, 0.1, 0.25, 0.5, 1].map((taken) => attempts(0, taken))).toEqual([
      400, 800, 1_600, 3_200, 6_400, 6_400,
    ]);
    expect(attempts(60, 0.05)).toBe(1_600);
    expect(attempts(20, 0.25)).toBe(3_200);
  });

  it('stays within its bounds, and never falls when the load rises', () => {
    for (const key of ['formsPerSecond', 'queueTaken', 'attempts'] as const) {
      const values = proofSteps.map((step) => step[key]);
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('is told in the README as it is', () => {
    const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
    const [, table = ''] = /<!-- proof:begin -->([^]*)<!-- proof:end -->/.exec(readme) ?? [];
    const rows = table.split('\n').filter((line) => /^\| +\d/.test(line));
    const told = rows.map((row) => row.split('|').slice(1, -1).map((cell) => Number(cell.replace(/[,% ]/g, '')))); // prettier-ignore
    expect(told).toEqual(
      proofSteps.map((step) => [step.formsPerSecond, Math.round(step.queueTaken * 100), step.attempts]),
    );
  });
});

describe('the pace of forms', () => {
  it('is their mean over ten seconds, and is forgotten by itself', () => {
    const clock = new FakeClock();
    const pace = new FormPace();
    for (let n = 0; n < 50; n += 1) pace.count(clock.now());
    expect(pace.perSecond(clock.now())).toBe(5);
    clock.advance(4_000);
    for (let n = 0; n < 50; n += 1) pace.count(clock.now());
    expect(pace.perSecond(clock.now())).toBe(10);
    clock.advance(6_000);
    expect(pace.perSecond(clock.now())).toBe(5);
    clock.advance(4_000);
    expect(pace.perSecond(clock.now())).toBe(0);
  });

  it('begins anew when the clock was set back', () => {
    const clock = new FakeClock();
    const pace = new FormPace();
    pace.count(clock.now());
    clock.advance(-3_600_000);
    expect(pace.perSecond(clock.now())).toBe(0);
    pace.count(clock.now());
    expect(pace.perSecond(clock.now())).toBe(0.1);
  });
});
