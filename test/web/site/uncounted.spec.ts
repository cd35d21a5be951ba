import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

afterAll(() => world.close());

/** The page's words, with the count and what explains it as the worker's fold would have left them. */
async function page(path: string, { confirmed = 4812, withdrawn = 0, aside = 0 }): Promise<string> {
  const { id } = world.campaign;
  await world.source.query(
    `INSERT INTO published_tally VALUES ($1, $2, now()) ON CONFLICT (campaign_id) DO UPDATE SET confirmed = $2`,
    [id, confirmed],
  );
  await world.source.query(
    `INSERT INTO tally_explanation VALUES ($1, $2, $3, 0, 0)
     ON CONFLICT (campaign_id) DO UPDATE SET withdrawn = $2, aside = $3`,
    [id, withdrawn, aside],
  );
  world.clock.advance(30_001);
  const { body } = await world.app.inject({ url: path, headers: { accept: 'text/html' } });
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('what the page says of a count that can fall', () => {
  it('is nothing while nobody, or hardly anybody, confirmed and does not count', async () => {
    for (const few of [{}, { withdrawn: 9, aside: 9 }]) {
      expect(await page('/c/sample', few)).not.toContain('Why the number can fall');
    }
  });

  it('is who took it back and who is set aside, in whole tens that add up to the count', async () => {
    const words = await page('/c/sample', { withdrawn: 29, aside: 31 });
    for (const sentence of [
      'Why the number can fall',
      'At least 4,862 people have confirmed their signature.',
      'At least 20 took it back, or said that it was not theirs.',
      'At least 30 signatures are set aside',
      '4,812 are counted.',
      'in whole tens only',
    ]) {
      expect(words).toContain(sentence);
    }
    expect(words).not.toMatch(/\b(29|31|4,872)\b/);
  });

  it('keeps a part to itself that is below ten, and lets nobody compute it', async () => {
    const words = await page('/c/sample', { withdrawn: 15, aside: 9 });
    expect(words).toContain('At least 4,822 people have confirmed');
    expect(words).toContain('At least 10 took it back');
    expect(words).not.toContain('set aside');
  });

  it('has the digits and the plural forms of its language', async () => {
    const fa = await page('/fa/c/sample', { withdrawn: 20, aside: 10 });
    expect(fa).toContain('دست‌کم ۲۰ نفر آن را پس گرفته‌اند');
    expect(fa).toContain('دست‌کم ۱۰ امضا کنار گذاشته شده است');
    const ar = await page('/ar/c/sample', { confirmed: 2, withdrawn: 10, aside: 100 });
    expect(ar).toContain('سحبه ١٠ أشخاص على الأقل');
    expect(ar).toContain('وُضع ١٠٠ توقيع على الأقل جانبًا');
    expect(ar).toContain('يُحتسب توقيعان.');
    expect(await page('/ar/c/sample', { withdrawn: 40 })).toContain('سحبه ٤٠ شخصًا على الأقل');
  });

  it('is not in the count that other programs read, whose form stays as it was', async () => {
    await page('/c/sample', { withdrawn: 29 });
    const { body } = await world.app.inject({ url: '/c/sample/progress.json' });
    const progress = JSON.parse(body) as Record<string, unknown>;
    expect(Object.keys(progress)).toEqual(['confirmed', 'goal', 'asOf', 'days', 'countries']);
  });
});
