import { describe, expect, it } from '@jest/globals';
import { HttpTally, routeKind } from '../../../src/platform/http/http-tally.js';
import { Metrics } from '../../../src/platform/metrics/metrics.js';
import { readScrape } from '../../support/prometheus.js';

describe('answers counted', () => {
  it.each([
    ['/', 'home'],
    ['/:locale', 'home'],
    ['/c/:slug', 'campaign'],
    ['/:locale/c/:slug', 'campaign'],
    ['/:locale/c/:slug/signatures', 'signatures'],
    ['/c/:slug/progress.json', 'progress.json'],
    ['/fa/c/:slug/check-your-mail', 'check-your-mail'],
    ['/en', 'home'],
    ['/:locale/confirm/:token', 'confirm'],
    ['/me/:token/export', 'me'],
    ['/console/mailings/:id/letters/:key/:part', 'console'],
    ['/*', 'other'],
    [undefined, 'none'],
  ])('%s is of the kind %s', (pattern, kind) => {
    expect(routeKind(pattern)).toBe(kind);
  });

  it('make a histogram of each kind of page, method and class of status', async () => {
    const tally = new HttpTally();
    const metrics = new Metrics();
    metrics.register(() => Promise.resolve([tally.figures()]));
    for (const ms of [1, 5, 6, 30, 600, 20_000]) tally.answered('GET', '/c/:slug', 200, ms);
    tally.answered('GET', '/:locale/c/:slug', 304, 1);
    tally.answered('GET', '/:locale/c/:slug', 200, 1);
    tally.answered('PROPFIND', undefined, 404, 1);
    const samples = readScrape(await metrics.text()).filter(({ name }) =>
      name.startsWith('vigil_http_request'),
    );
    const of = (suffix: string, labels: object) =>
      samples.find(
        (sample) =>
          sample.name === `vigil_http_request_duration_seconds_${suffix}` &&
          JSON.stringify(sample.labels) === JSON.stringify(labels),
      )?.value;
    const pages = { route: 'campaign', method: 'GET', status: '2xx' };
    const bounds = ['0.005', '0.025', '0.1', '0.5', '2.5', '10', '+Inf'];
    expect(bounds.map((le) => of('bucket', { ...pages, le }))).toEqual([3, 4, 5, 5, 6, 6, 7]);
    expect(of('count', pages)).toBe(7);
    expect(of('sum', pages)).toBeCloseTo(20.643);
    expect(of('count', { ...pages, status: '3xx' })).toBe(1);
    expect(of('count', { route: 'none', method: 'other', status: '4xx' })).toBe(1);
    expect(samples).toHaveLength(3 * (bounds.length + 2));
  });
});
