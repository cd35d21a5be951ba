import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { BodyStore } from '../../../src/domain/bodies/body.store.js';
import { PublishedCampaigns } from '../../../src/domain/campaigns/published-campaigns.js';
import type { PublishedRecord } from '../../../src/domain/campaigns/published-record.js';
import { SetDemandStatus } from '../../../src/domain/campaigns/set-demand-status.js';
import { TakeBackAnswer } from '../../../src/domain/campaigns/take-back-answer.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { type AnswerRelease, ReleaseAnswer } from '../../../src/domain/mailings/release-answer.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { TellSentLetters } from '../../../src/domain/mailings/tell-sent-letters.js';
import { OPERATOR } from '../../../src/domain/organizers/role.rules.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { freshDatabase, onServer, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LettersWorld } from '../../worlds/letters.world.js';

let database: TestDatabase;
let world: LettersWorld;
let published: PublishedCampaigns;

const day = (text: string) => text as CalendarDate;

beforeAll(async () => {
  database = await freshDatabase();
  world = await LettersWorld.on(await database.dataSource('vigil_worker'), new FakeClock());
  published = new PublishedCampaigns(database.webDatabase());
  await world.withCampaign();
}, 60_000);

afterAll(async () => {
  await world.close();
  await database.close();
});

const record = async (): Promise<PublishedRecord> => (await published.find('small'))!.document.record;
const inAll = (text: string) => ({ en: text, fa: `${text} (fa)`, ar: `${text} (ar)` });
const release = (changes: Partial<AnswerRelease> = {}): AnswerRelease => ({
  slug: 'small',
  body: 'ally',
  on: day('2026-11-20'),
  summary: inAll('It will look into it'),
  source: inAll('Letter to the campaign'),
  ...changes,
});

describe('what a body answered', () => {
  it('is shown as organizers release it, with its day and source, and audited', async () => {
    const number = await world.get(ReleaseAnswer).run(world.anna, release({ sourceUrl: 'https://ally.example/1' }));
    expect((await record()).answers).toEqual([
      {
        number,
        body: 'ally',
        on: '2026-11-20',
        saidOn: '2026-11-24',
        summary: inAll('It will look into it'),
        source: inAll('Letter to the campaign'),
        sourceUrl: 'https://ally.example/1',
      },
    ]);
    const about = { kind: 'campaign', id: world.campaignId };
    expect(await world.get(AuditStore).listAbout(world.db.manager, about)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ actor: world.anna.id, act: 'mailings.answer-released' }),
      ]),
    );
  }); // prettier-ignore

  it('is released by organizers alone, in every language, of bodies addressed, and of days that have come', async () => {
    const verb = world.get(ReleaseAnswer);
    await expect(verb.run(world.vera, release())).rejects.toMatchObject({ kind: 'forbidden' });
    const without = { en: 'x', ar: 'x' };
    await expect(verb.run(world.anna, release({ summary: without }))).rejects.toMatchObject({
      code: 'no-words-in-language',
    });
    await expect(
      verb.run(world.anna, release({ source: { ...inAll('x'), tlh: 'x' } })),
    ).rejects.toMatchObject({ code: 'no-words-in-language' });
    await expect(verb.run(world.anna, release({ on: day('2026-11-27') }))).rejects.toMatchObject({
      code: 'answer-day-refused',
    });
    await world
      .get(BodyStore)
      .save(world.db.manager, { key: 'other', kind: 'un', names: { en: 'Other' }, ceiling: 'totals' });
    await expect(verb.run(world.anna, release({ body: 'other' }))).rejects.toMatchObject({
      code: 'body-not-found',
    });
    const stranger = '00000000-0000-4000-8000-000000000000';
    await expect(verb.run(world.anna, release({ mail: stranger }))).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect((await record()).answers).toHaveLength(1);
  });

  it('can be taken back, once, and its number is not given again', async () => {
    const [answer] = (await record()).answers;
    await expect(world.get(TakeBackAnswer).run(world.vera, 'small', answer!.number)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await world.get(TakeBackAnswer).run(world.omid, 'small', answer!.number);
    expect((await record()).answers).toEqual([]);
    await expect(world.get(TakeBackAnswer).run(world.omid, 'small', answer!.number)).rejects.toMatchObject({
      kind: 'not-found',
    });
    const next = await world.get(ReleaseAnswer).run(world.anna, release());
    expect(next).toBe(answer!.number + 1);
  });
});

describe('a demand’s change', () => {
  it('is told with its day, source and the day it was said; its first status and a renewal are no change', async () => {
    expect((await record()).changes).toEqual([]);
    const set = world.get(SetDemandStatus);
    const at = { slug: 'small', demand: 'release' };
    await set.run(OPERATOR, at, { status: 'unmet', asOf: day('2026-11-01') });
    await set.run(OPERATOR, at, {
      status: 'partly_met',
      asOf: day('2026-11-10'),
      source: { en: 'A report' },
      note: 'not for the public',
    });
    expect((await record()).changes).toEqual([
      {
        demand: 'release',
        status: 'partly_met',
        asOf: '2026-11-10',
        saidOn: '2026-11-24',
        source: { en: 'A report' },
      },
    ]);
  });
});

describe('a letter', () => {
  it('is told once a body’s server took it: its words, and nothing of a seat', async () => {
    const letterId = await world.approvedLetter('appeal');
    const { id } = await world.get(PlanMailing).run(world.anna, {
      campaignId: world.campaignId,
      letterId,
      sendAt: world.clock.now(),
      zone: 'Asia/Baghdad',
      acknowledgeOldStatuses: true,
    });
    const { sha256 } = await world.get(SubmitMailing).run(world.anna, id);
    await world.get(ApproveMailing).run(world.omid, id, sha256!);
    await world.get(MaterialiseMailing).run(id);
    expect(await world.get(TellSentLetters).run()).toBe(0);
    expect((await record()).letters).toEqual([]);

    await onServer(
      database.url,
      `UPDATE message SET state = 'accepted', outcome = 'accepted', finished_at = '2026-11-25T23:30:00Z',
         finished_on = '2026-11-25'`,
    );
    expect(await world.get(TellSentLetters).run()).toBe(3);
    expect(await world.get(TellSentLetters).run()).toBe(0);
    const { letters } = await record();
    expect(letters.map(({ body, locale, on }) => [body, locale, on]).sort()).toEqual([
      ['accused', 'ar', '2026-11-26'],
      ['ally', 'en', '2026-11-26'],
      ['ally', 'fa', '2026-11-26'],
    ]);
    const toTheAccused = letters.find(({ body }) => body === 'accused');
    expect(toTheAccused?.words).toContain('الحكومة');
    expect(toTheAccused?.words).not.toContain('دولة الرئيس،');
    // The ally may be told names: that it was written to is public, the words are not.
    expect(letters.filter(({ body }) => body === 'ally').map(({ words }) => words)).toEqual([undefined, undefined]);
    expect(JSON.stringify(letters)).not.toMatch(/@|\.example/);
  }, 60_000); // prettier-ignore
});
