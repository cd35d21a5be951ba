import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/platform/config/config.js';
import { KeptReading } from '../../../src/web/ops/metrics/kept-reading.js';
import { mayReadMetrics } from '../../../src/web/ops/metrics/metrics-access.js';

const TOKEN = 'a-long-enough-token';
const here = loadConfig({});
const everywhere = loadConfig({ HOST: '0.0.0.0' });
const withToken = loadConfig({ HOST: '0.0.0.0', VIGIL_METRICS_TOKEN: TOKEN });
const host = 'localhost:3000';

describe('the metrics', () => {
  it('are read without a token by this machine alone', () => {
    expect(mayReadMetrics(here, { host })).toBe(true);
    expect(mayReadMetrics(here, { host: 'vigil.example.org' })).toBe(false);
    for (const proxy of ['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host']) {
      expect([proxy, mayReadMetrics(here, { host, [proxy]: '::1' })]).toEqual([proxy, false]);
    }
    expect(mayReadMetrics(everywhere, { host })).toBe(false);
    expect(mayReadMetrics(loadConfig({ VIGIL_TRUST_PROXY: '127.0.0.1/32' }), { host })).toBe(false);
  });

  it('are read by whoever brings the token where one is set, and by nobody else', () => {
    const bring = (authorization?: string) =>
      mayReadMetrics(withToken, { host, ...(authorization === undefined ? {} : { authorization }) });
    expect(bring(`Bearer ${TOKEN}`)).toBe(true);
    expect(bring(`bearer ${TOKEN}`)).toBe(true);
    const wrong = [undefined, '', 'Bearer', 'Bearer ', `Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN}x`];
    expect([...wrong, `Bearer ${TOKEN.slice(1)}`, `Bearer ${TOKEN} ${TOKEN}`].filter(bring)).toEqual([]);
    expect(mayReadMetrics(loadConfig({ VIGIL_METRICS_TOKEN: TOKEN }), { host })).toBe(false);
  });

  it('want a token that cannot be guessed', () => {
    expect(() => loadConfig({ VIGIL_METRICS_TOKEN: 'short' })).toThrow(
      'VIGIL_METRICS_TOKEN must be 16 characters',
    );
    expect(() => loadConfig({ VIGIL_METRICS_TOKEN: 'with a space in it' })).toThrow('VIGIL_METRICS_TOKEN');
  });
});

describe('a reading that is dear', () => {
  it('is taken once for all who ask, again when it is old, and not kept when it failed', async () => {
    let reads = 0;
    const kept = new KeptReading(() => Promise.resolve((reads += 1)), 1_000);
    expect(await Promise.all([kept.get(), kept.get(), kept.get()])).toEqual([1, 1, 1]);
    expect(await kept.get()).toBe(1);
    const short = new KeptReading(() => Promise.resolve((reads += 1)), 0);
    expect(await short.get()).toBe(2);
    await new Promise((resolve) => setImmediate(resolve));
    let fails = 0;
    const failing = new KeptReading(() => Promise.reject(new Error(String((fails += 1)))), 1_000);
    await expect(failing.get()).rejects.toThrow('1');
    await expect(failing.get()).rejects.toThrow('2');
  });
});
