import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn, newestMailTo } from '../support/mailbox.js';
import { askDatabaseOf } from '../support/own-database.js';
import { readScrape, type ScrapedSample } from '../support/prometheus.js';
import { type Service, startService } from '../support/service.js';

const people = ['canaryone', 'canarytwo', 'canarythree'].map((word) => ({
  email: `${word}@supporters.example`,
  name: `Name${word}`,
}));

let service: Service;
let text: string;
let samples: ScrapedSample[];
const links: string[] = [];

const sum = (name: string, labels: Record<string, string> = {}) =>
  samples
    .filter((sample) => sample.name === `vigil_${name}`)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((total, { value }) => total + value, 0);

async function scrape(): Promise<void> {
  const answer = await fetch(`${service.url}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  text = await answer.text();
  samples = readScrape(text);
}

beforeAll(async () => {
  service = await startService();
  for (const { email, name } of people) {
    await fetch(`${service.url}/c/ashraf/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, email, visibility: 'counted', locale: 'en' }),
    });
    links.push(confirmLinkIn(await newestMailTo(service, email)));
  }
  for (const link of links.slice(0, 2)) expect((await fetch(link, { method: 'POST' })).status).toBe(200);
  await fetch(`${service.url}/console/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'organizer@vigil.invalid' }),
  });
  await eventually(async () => {
    const [row] = await askDatabaseOf<{ open: number }>(
      service,
      `SELECT count(*) FILTER (WHERE state IN ('ready', 'leased'))::integer AS open FROM message HAVING count(*) >= 4`,
    );
    return row?.open === 0;
  }, 20_000);
  for (const path of ['/c/ashraf', '/en/c/ashraf', '/nowhere', `/${people[0]?.email ?? ''}`])
    await fetch(service.url + path);
  await scrape();
}, 90_000);

afterAll(() => service.remove());

describe('the metrics of a service', () => {
  it('are what the ledger holds', async () => {
    const counted = await askDatabaseOf<{ key: string; state: string; outcome: string; count: number }>(
      service,
      `SELECT l.key, m.state, coalesce(m.outcome, '') AS outcome, count(*)::integer AS count
         FROM message m JOIN lane l ON l.id = m.lane_id GROUP BY 1, 2, 3`,
    );
    expect(counted.length).toBeGreaterThan(1);
    for (const { key, state, outcome, count } of counted) {
      expect([key, sum('dispatch_messages', { lane: key, state, outcome })]).toEqual([key, count]);
    }
    expect(sum('dispatch_messages')).toBe(counted.reduce((total, { count }) => total + count, 0));
    expect(sum('dispatch_turns_total', { end: 'accepted' })).toBe(
      sum('dispatch_messages', { state: 'accepted' }),
    );
    expect(sum('dispatch_turns_total', { end: 'failed' })).toBe(0);
    expect(sum('dispatch_lanes', { held: 'no' })).toBe(2);
    expect([sum('intake_forms'), sum('first_sending_held')]).toEqual([0, 0]);
  });

  it('count requests by kind of page', () => {
    const requests = (labels: Record<string, string>) => sum('http_request_duration_seconds_count', labels);
    expect(requests({ route: 'signatures', method: 'POST' })).toBe(people.length);
    expect(requests({ route: 'confirm', method: 'POST', status: '2xx' })).toBe(2);
    expect(requests({ route: 'none', status: '4xx' })).toBeGreaterThanOrEqual(2);
    expect(requests({ route: 'campaign' }) + sum('http_front_answers_total')).toBeGreaterThanOrEqual(2);
    expect(samples.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds']),
    );
  });

  it('hold no address, name, token, id or path of a request', () => {
    for (const { email, name } of people) {
      for (const secret of [email, email.split('@')[0] ?? '', name])
        expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    for (const link of links) expect(text).not.toContain(link.slice(link.lastIndexOf('/') + 1));
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i);
    const labels = new Set(
      samples.filter(({ name }) => name.startsWith('vigil_')).flatMap(({ labels: of }) => Object.values(of)),
    );
    expect(
      [...labels].filter((label) => label.includes('/') || label.includes('ashraf') || label.includes('@')),
    ).toEqual([]);
    expect(labels.size).toBeLessThan(80);
  });

  it('read the ledger once for all who ask within some seconds', async () => {
    await askDatabaseOf(
      service,
      `UPDATE lane SET hold_reason = 'a test', held_at = now() WHERE key = 'urgent'`,
    );
    await scrape();
    expect(sum('dispatch_lanes', { held: 'yes' })).toBe(0);
    await eventually(async () => {
      await scrape();
      return sum('dispatch_lanes', { held: 'yes', lane: 'urgent' }) === 1;
    }, 25_000);
  }, 30_000);

  it('are not there for whoever comes by way of a proxy', async () => {
    for (const headers of [{ 'x-forwarded-for': '192.0.2.1' }, { via: '1.1 proxy' }]) {
      expect((await fetch(`${service.url}/metrics`, { headers })).status).toBe(404);
    }
  });
});
