import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn, mailsTo, newestMailTo } from '../support/mailbox.js';
import { type Service, startService } from '../support/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
}, 120_000);

afterAll(async () => {
  await service.remove();
});

const addressOf = (n: number) => `person-${n}@example.org`;

async function sign(n: number): Promise<boolean> {
  try {
    const answer = await fetch(`${service.url}/c/ashraf/signatures`, {
      method: 'POST',
      body: new URLSearchParams({ name: `Person ${n}`, email: addressOf(n), country: 'FR', locale: 'en' }),
      redirect: 'manual',
    });
    return answer.status === 303;
  } catch {
    return false; // cut off by the kill: not acknowledged
  }
}

describe('a process is killed', () => {
  it('with forms in flight, and comes up with everything it acknowledged', async () => {
    const sending = Array.from({ length: 200 }, (_, n) => sign(n));
    await Promise.race(sending);
    await service.kill();
    const acknowledged = (await Promise.all(sending)).flatMap((ok, n) => (ok ? [n] : []));
    expect(acknowledged.length).toBeGreaterThan(0);

    await service.start();
    for (const n of acknowledged) {
      await eventually(async () => (await mailsTo(service, addressOf(n))).length > 0, 20_000);
    }
    const [first = 0] = acknowledged;
    const thanks = await fetch(confirmLinkIn(await newestMailTo(service, addressOf(first))), {
      method: 'POST',
    });
    expect(thanks.status).toBe(200);
  }, 120_000);

  it('and stops within ten seconds when it is asked to, with exit code 0', async () => {
    const began = process.hrtime.bigint();
    expect(await service.stop()).toBe(0);
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(10);
  }, 30_000);
});
