import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fullRecord } from '../../factories/published-record.factory.js';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({ record: fullRecord() });
  await publishCampaign(world.source, { slug: 'ended', state: 'closed' });
}, 60_000);

afterAll(() => world.close());

const get = async (url: string) => {
  const { body, statusCode, headers } = await world.app.inject({ url, headers: { accept: 'text/html' } });
  return { body, statusCode, headers, text: body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') };
};

describe('a campaign’s page', () => {
  it('tells who stands behind it by standing, each with day and source, apart from the signatures', async () => {
    const { body, text } = await get('/c/sample');
    const at = (words: string) => text.indexOf(words);
    expect(at('Organisations')).toBeLessThan(at('The Sample Society'));
    expect(at('The Sample Society')).toBeLessThan(at('Lawmakers'));
    expect(at('Lawmakers')).toBeLessThan(at('Ada &lt;Sample>'));
    expect(text).toContain(
      'Senator of Nowhere I stand with them. Always. 1 February 2026 Source: Her speech',
    );
    expect(body).toContain('href="https://example.org/senator" rel="noreferrer external"');
    expect(text).toContain('Source: Its press release, 2 January 2026');
    expect((await get('/fa/c/sample')).text).toContain('آدا نمونه');
  });

  it('tells its news, the newest first and the earlier ones on asking', async () => {
    const { body, text } = await get('/c/sample');
    expect([...text.matchAll(/News (\d) &amp; more/g)].map(([, n]) => n)).toEqual(['1', '2', '3', '4', '5']);
    const [earlier = ''] = /<details class="earlier">.*?<\/details>/s.exec(body) ?? [];
    expect(earlier.match(/<h3>/g)).toHaveLength(2);
    expect(text).toContain('First paragraph with &lt;b>marks&lt;/b>. Second one.');
  });

  it('tells which letters went to a body and what that answered, and leads to its page', async () => {
    const { body, text } = await get('/fa/c/sample');
    expect(body).toContain('href="/fa/bodies/parliament"');
    expect(text).toContain('در این باره گفت‌وگو خواهد کرد.');
    expect((await get('/c/sample')).text).toContain(
      'The Parliament 1 letter sent, on 1 September 2025 Answered on 1 October 2026 It will debate the matter.',
    );
  });
});

describe('a body’s page', () => {
  it('says what it was asked, by which campaigns, since when, what it answered and which letters it got', async () => {
    const { statusCode, body, text } = await get('/bodies/parliament');
    expect(statusCode).toBe(200);
    for (const words of [
      'Parliament The Parliament What 2 campaigns on this service ask of it',
      'Justice for the sample',
      'An investigation An independent investigation. Unmet as of 1 September 2015 Open for 4,832 days',
      'It will debate the matter. Source: Letter to the campaign',
      '1 letter sent 1 answer published',
      'The anniversary English Its words are not public.',
      'This campaign has ended.',
      'The campaign has published no answer.',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('Protection for everybody');
    expect(body).toContain('href="/c/ended"');
  });

  it('shows a letter in its own language and direction, and marks who is accused', async () => {
    const { body, text } = await get('/bodies/government');
    expect(body).toContain(
      '<div class="letter-words" id="letter-sample-2" lang="fa" dir="rtl"><p>متن نامه.</p><p>پایان.</p></div>',
    );
    expect(text).toContain('Accused by the campaign');
    expect(text).toContain('No demand of this campaign is put to it by itself.');
    expect((await get('/fa/bodies/government')).body).toContain('<html lang="fa" dir="rtl"');
    expect((await get('/ar/bodies/government')).body).toContain(
      '<h2 id="by-sample" class="in-script" lang="en" dir="ltr">',
    );
  });

  it('is there for bodies that a public campaign addresses, and asking for others costs nothing', async () => {
    await get('/bodies/parliament');
    world.database.asked.length = 0;
    for (const key of ['nobody', 'UPPER', '..%2f', 'a'.repeat(200), '__proto__']) {
      expect((await get(`/bodies/${key}`)).statusCode).toBe(404);
    }
    for (let n = 0; n < 5; n += 1) expect((await get('/fa/bodies/parliament')).statusCode).toBe(200);
    expect(world.database.asked).toEqual([]);
  });

  it('follows what campaigns publish', async () => {
    await world.source.query(`DELETE FROM published_campaign WHERE slug = 'ended'`);
    world.clock.advance(60_000);
    await get('/bodies/parliament');
    world.clock.advance(1);
    expect((await get('/bodies/parliament')).text).toContain('What the campaign on this service asks of it');
    await world.source.query('DELETE FROM published_campaign');
    world.clock.advance(60_000);
    await get('/bodies/parliament');
    expect((await get('/bodies/parliament')).statusCode).toBe(404);
  });
});
