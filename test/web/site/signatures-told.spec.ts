import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishSignatures } from '../../factories/published-signatures.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
  await publishSignatures(world.source, world.campaign.id, {
    days: { '2026-11-20': 900, '2026-11-22': 300, '2026-11-24': 40 },
    countries: { DE: 600, IR: 200, FR: 9, '': 431 },
    names: [
      ['Zoë <b>Bold</b>', '2026-11-24'],
      ['مریم ک.', '2026-11-22'],
      ...Array.from({ length: 148 }, (_, n) => [`Person ${n}`, '2026-11-20'] as const),
    ],
  });
}, 60_000);

afterAll(() => world.close());

const get = async (url: string) => {
  const { body, statusCode } = await world.app.inject({ url, headers: { accept: 'text/html' } });
  return { body, statusCode, text: body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') };
};

describe('what a campaign’s page tells of its signatures', () => {
  it('is a goal that lies ahead, the same as other programs are told', async () => {
    const { body, text } = await get('/c/sample');
    expect(text).toContain('1,000 are reached; the next goal is 2,500.');
    expect(body).toContain('<progress aria-labelledby="tally" max="2500" value="1240"');
    const progress = await world.app.inject({ url: '/c/sample/progress.json' });
    expect(progress.json()).toMatchObject({ confirmed: 1240, goal: 2500 });
  });

  it('is a chart by day, drawn by attributes, with its numbers as a table beside it', async () => {
    const { body, text } = await get('/c/sample');
    const [chart = ''] = /<svg class="chart-bars".*?<\/svg>/s.exec(body) ?? [];
    expect(chart.match(/<rect /g)).toHaveLength(3);
    expect(chart).not.toContain('style');
    expect(text).toContain('At most 900 on one day: 20 November 2026');
    const [table = ''] = /<details class="chart-numbers">.*?<\/details>/s.exec(body) ?? [];
    expect(table.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toContain(
      'Day Signatures 24 November 2026 40 22 November 2026 300 20 November 2026 900',
    );
    expect(table).toContain('<th scope="row">20 November 2026</th>');
  });

  it('runs from right to left where reading does, in that language’s digits', async () => {
    const lefts = async (url: string) => {
      const [chart = ''] = /<svg class="chart-bars".*?<\/svg>/s.exec((await get(url)).body) ?? [];
      return [...chart.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => Number(x));
    };
    const [english, persian] = [await lefts('/c/sample'), await lefts('/fa/c/sample')];
    expect(english).toEqual([...english].sort((a, b) => a - b));
    expect(persian).toEqual([...persian].sort((a, b) => b - a));
    expect((await get('/fa/c/sample')).text).toContain('بیشترین در یک روز: ۹۰۰');
  });

  it('names countries from ten upwards in the reader’s language, and says how many are elsewhere', async () => {
    const { text } = await get('/c/sample');
    expect(text).toContain('Germany 600 Iran 200');
    expect(text).toContain('440 signatures are from elsewhere, or name no country.');
    const [table = ''] = /<table class="numbers countries">.*?<\/table>/s.exec((await get('/c/sample')).body) ?? [];
    expect(table).not.toContain('France');
    expect((await get('/fa/c/sample')).text).toContain('آلمان ۶۰۰');
  }); // prettier-ignore

  it('shows the newest names as they were chosen, each isolated from its neighbours, and the others on pages', async () => {
    const { body } = await get('/c/sample');
    const [names = ''] = /<ul class="names">.*?<\/ul>/s.exec(body) ?? [];
    expect(names.match(/<li>/g)).toHaveLength(24);
    expect(names).toContain('<bdi>Zoë &lt;b>Bold&lt;/b></bdi>');
    expect(names.indexOf('مریم ک.')).toBeGreaterThan(names.indexOf('Zoë'));
    expect(body).toContain('href="/c/sample/names"');
    const first = await get('/c/sample/names');
    const second = await get('/fa/c/sample/names?page=2');
    expect(first.body.match(/<bdi>/g)).toHaveLength(100);
    expect(second.body.match(/<bdi>/g)).toHaveLength(50);
    expect(second.text).toContain('صفحهٔ ۲ از ۲');
    expect(second.text).toMatch(/۲۰۲۶ \([۰-۹]+ \p{L}+ ۱۴۰۵\)/u);
    expect(first.body).toContain('<meta name="robots" content="noindex"/>');
    expect((await get('/c/sample/names?page=3')).statusCode).toBe(404);
    expect((await get('/c/nothing/names')).statusCode).toBe(404);
  });

  it('costs the database nothing while it is fresh', async () => {
    const pages = ['/c/sample', '/c/sample/names', '/fa/c/sample/names?page=2'];
    for (const page of pages) await get(page);
    world.database.asked.length = 0;
    for (const page of pages) await get(page);
    expect(world.database.asked).toEqual([]);
  });
});

describe('before anybody has confirmed', () => {
  it('there is no chart and no list', async () => {
    await publishSignatures(world.source, world.campaign.id, { days: {} });
    world.clock.advance(60_000);
    await get('/c/sample');
    const { body, text } = await get('/c/sample');
    expect(body).not.toContain('chart-bars');
    expect(text).toContain('The goal is 1,000.');
    expect((await get('/c/sample/names')).text).toContain('Nobody has asked to be shown so far.');
  });
});
