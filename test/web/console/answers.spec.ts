import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import type { Organizer } from '../../../src/domain/organizers/role.rules.js';
import { rows } from '../../../src/platform/database/sql.js';
import { mailOfTheAlly } from '../../factories/answers.js';
import { confirmedSupporter, type SupporterWish } from '../../factories/supporters.js';
import { ConsoleWorld } from '../../worlds/console.world.js';
import { LettersWorld } from '../../worlds/letters.world.js';

let desk: ConsoleWorld;
let world: LettersWorld;
let letterId: Awaited<ReturnType<LettersWorld['approvedLetter']>>;

const post = (...call: Parameters<ConsoleWorld['post']>) => desk.post(...call);
const as = (organizer: Organizer) => desk.as(organizer);
const see = (path: string, organizer: Organizer) => desk.see(path, organizer);

beforeAll(async () => {
  desk = await ConsoleWorld.up();
  world = desk.letters;
  letterId = await world.approvedLetter('appeal');
});

afterAll(() => desk.close());

describe('an answer of a body in the console', () => {
  const answered = () => mailOfTheAlly(world, letterId);
  const published = async () =>
    rows<{ answers: { number: number; summary: object }[] }>(
      world.db.manager,
      `SELECT document->'record'->'answers' AS answers FROM published_campaign WHERE id = $1`,
      [world.campaignId],
    ).then(([row]) => row?.answers ?? []);
  const form = (mail: string, changes: Record<string, string> = {}) => ({
    mail,
    body: 'ally',
    on: '2026-11-23',
    sourceUrl: 'https://ally.example/answer',
    ...Object.fromEntries(
      ['en', 'fa', 'ar'].map((locale) => [`summary-${locale}`, `Will look <into> it, ${locale}`]),
    ),
    ...Object.fromEntries(['en', 'fa', 'ar'].map((locale) => [`source-${locale}`, `Letter, ${locale}`])),
    ...changes,
  });
  const path = '/console/campaigns/small/answers';

  it('is looked at, shown publicly in every language, and taken back', async () => {
    const mail = await answered();
    const page = await see(`/console/answers/${mail}`, world.anna);
    expect(page.body).toContain('We look into it.');
    expect(page.body).toMatch(/<option value="ally" selected/);
    expect(page.body).toContain('value="2026-11-23"');
    const anna = await as(world.anna);

    const preview = await post(path, anna, form(mail));
    expect([preview.statusCode, await published()]).toEqual([200, []]);
    expect(preview.body).toContain('We look into it.');
    expect(preview.body).toContain('Will look &lt;into> it, fa</p>');
    const shown = [...preview.body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&lt;', '<')],
    );
    const press = () => post(`${path}/release`, anna, Object.fromEntries(shown) as Record<string, string>);
    expect((await press()).statusCode).toBe(303);
    expect((await press()).statusCode).toBe(409);
    const [told, ...others] = await published();
    expect([told?.summary, others]).toEqual([
      { en: 'Will look <into> it, en', fa: 'Will look <into> it, fa', ar: 'Will look <into> it, ar' },
      [],
    ]);

    const after = await see(`/console/answers/${mail}`, world.anna);
    expect([after.body.includes('name="summary-en"'), after.body.includes('Seen to')]).toEqual([
      false,
      false,
    ]);
    const takeBack = `${path}/${String(told?.number)}/take-back`;
    expect(after.body).toContain(`action="${takeBack}"`);
    expect((await post(takeBack, anna)).statusCode).toBe(303);
    expect((await post(takeBack, anna)).statusCode).toBe(404);
    expect(await published()).toEqual([]);
    const acts = (
      await rows<{ act: string }>(world.db.manager, 'SELECT act FROM audit_entry ORDER BY number')
    ).map(({ act }) => act);
    expect(acts.slice(-2)).toEqual(['mailings.answer-released', 'campaigns.answer-taken-back']);
  });

  it('comes back as it was typed where something is missing or wrong, and nothing is shown', async () => {
    const anna = await as(world.anna);
    for (const [wrong, field] of [
      [{ 'summary-ar': ' ' }, 'f-summary-ar'],
      [{ 'source-en': 'x'.repeat(301) }, 'f-source-en'],
      [{ on: '2026-02-30' }, 'f-on'],
      [{ on: '2027-01-01' }, 'f-on'],
      [{ body: 'nobody' }, 'f-body'],
      [{ sourceUrl: 'javascript:alert(1)' }, 'f-sourceUrl'],
    ] as const) {
      for (const url of [path, `${path}/release`]) {
        const answer = await post(url, anna, form('', wrong));
        expect([answer.statusCode, answer.body.includes(`href="#${field}"`)]).toEqual([422, true]);
        expect(answer.body).toContain('Will look &lt;into> it, fa</textarea>');
      }
    }
    expect(await published()).toEqual([]);
  });

  it('is shown and taken back by organizers alone, and its list by nobody without a role', async () => {
    const mail = await answered();
    const page = await see(`/console/answers/${mail}`, world.vera);
    expect([page.statusCode, page.body.includes('name="summary-en"')]).toEqual([200, false]);
    const vera = await as(world.vera);
    for (const url of [path, `${path}/release`, `${path}/1/take-back`]) {
      expect((await post(url, vera, form(mail))).statusCode).toBe(403);
    }
    expect((await see(path, world.vera)).body).not.toContain('name="summary-en"');
    const elsewhere = await (await LettersWorld.on(world.db, desk.clock)).withCampaign('other');
    const other = await elsewhere.organizer('otto', 'owner');
    expect((await see(path, other)).statusCode).toBe(404);
    const otto = await as(other);
    expect((await post(path, otto, form(''))).statusCode).toBe(404);
    expect((await post('/console/campaigns/other/answers', otto, form(mail))).statusCode).toBe(404);
    await elsewhere.close();
  });
});

describe('what supporters wrote for the organizers', () => {
  const path = '/console/campaigns/small/signatures';
  const looks = async () =>
    (
      await rows<{ actor: string; detail: object }>(
        world.db.manager,
        `SELECT actor, detail FROM audit_entry WHERE act = 'signatures.answers-read' ORDER BY number`,
      )
    ).map(({ actor, detail }) => [actor, detail]);

  it('is read by those who look after signatures, without whose it is, and each look is audited', async () => {
    const keys = world.get(ScopeKeys);
    const add = (wish: SupporterWish) => confirmedSupporter(world.db, keys, world.campaignId, wish);
    const said = (comment: string | null, extra: Record<string, string> = {}) => ({ comment, extra });
    await add({
      name: 'Zohreh',
      answers: said('<b>For</b> my sister', { postcode: '10115', role: 'witness' }),
    });
    await add({ name: 'Nobody' });
    await add({ name: 'Heldane', held: 'quarantined', answers: said('held words') });
    const maryam = await world.organizer('maryam', 'moderator');
    const { body, statusCode, headers } = await see(path, maryam);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).toContain('&lt;b>For&lt;/b> my sister');
    expect(body).toMatch(/Postcode <bdi>10115<\/bdi> · Witness/);
    expect(body).toContain('One signature of this page says nothing more.');
    expect(body).not.toMatch(/Zohreh|supporters\.example|held words/);
    expect((await see('/console', maryam)).body).toContain(`href="${path}"`);
    expect((await see(`${path}?page=2`, world.anna)).body).not.toContain('my sister');
    expect(await looks()).toEqual([
      [maryam.id, { page: 1, perPage: 100 }],
      [world.anna.id, { page: 2, perPage: 100 }],
    ]);
  });

  it('is not read by a viewer, an administrator without a role, or another campaign’s people', async () => {
    const before = await looks();
    expect((await see(path, world.vera)).statusCode).toBe(403);
    expect((await see('/console', world.vera)).body).not.toContain(path);
    const elsewhere = await (await LettersWorld.on(world.db, desk.clock)).withCampaign('third');
    const other = await elsewhere.organizer('olga', 'owner');
    await elsewhere.close();
    expect((await see(path, other)).statusCode).toBe(404);
    await world.db.query('UPDATE organizer SET administrator = true WHERE id = $1', [other.id]);
    expect((await see(path, other)).statusCode).toBe(404);
    expect(await looks()).toEqual(before);
  });
});
