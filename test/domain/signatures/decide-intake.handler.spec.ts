import { describe, expect, it } from '@jest/globals';
import { DecideIntakeHandler } from '../../../src/domain/signatures/decide-intake.handler.js';
import type { DecideIntake, DecidedBatch } from '../../../src/domain/signatures/decide-intake.js';

/** Forms that wait, decided one at a time; what comes while one is decided waits too. */
class Waiting {
  atOnce = 0;
  most = 0;

  constructor(
    public forms: number,
    private readonly meanwhile: (form: number) => void = () => undefined,
  ) {}

  async run(): Promise<DecidedBatch> {
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    const found = this.forms > 0;
    if (found) this.forms -= 1;
    await Promise.resolve();
    if (found) this.meanwhile(this.forms);
    this.atOnce -= 1;
    return { decided: found ? 1 : 0, aside: 0 };
  }
}

describe('the handler of the intake', () => {
  it('decides until nothing is left, three batches at once however many ask', async () => {
    const waiting = new Waiting(20);
    const handler = new DecideIntakeHandler(waiting as unknown as DecideIntake);
    await Promise.all(Array.from({ length: 8 }, () => handler.run()));
    expect(waiting).toMatchObject({ forms: 0, most: 3 });
  });

  it('looks again for a form that came when it had just found nothing', async () => {
    const waiting = new Waiting(1);
    const handler = new DecideIntakeHandler(waiting as unknown as DecideIntake);
    const line = handler.run();
    await Promise.resolve();
    await Promise.resolve();
    waiting.forms += 1;
    await handler.run();
    await line;
    expect(waiting.forms).toBe(0);
  });

  it('lets the next asking try after a failure', async () => {
    let calls = 0;
    const failing = {
      run: () =>
        ++calls === 1 ? Promise.reject(new Error('down')) : Promise.resolve({ decided: 0, aside: 0 }),
    };
    const handler = new DecideIntakeHandler(failing as unknown as DecideIntake);
    await expect(handler.run()).rejects.toThrow('down');
    const before = calls;
    await handler.run();
    expect(calls).toBeGreaterThan(before);
  });
});
