import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LetterStore } from '../../../src/domain/letters/letter.store.js';
import { SubmitLetter } from '../../../src/domain/letters/submit-letter.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { PreviewMailing } from '../../../src/domain/mailings/preview-mailing.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { InviteOrganizer } from '../../../src/domain/organizers/invite-organizer.js';
import { OPERATOR, type Organizer } from '../../../src/domain/organizers/role.rules.js';
import { newId, type MailingId } from '../../../src/kernel/id.js';
import type { FakeClock } from '../../support/fake-clock.js';
import { ConsoleWorld } from '../../worlds/console.world.js';
import { LettersWorld } from '../../worlds/letters.world.js';

let desk: ConsoleWorld;
let world: LettersWorld;
let clock: FakeClock;
let letterId: Awaited<ReturnType<LettersWorld['approvedLetter']>>;

const post = (...call: Parameters<ConsoleWorld['post']>) => desk.post(...call);
const as = (organizer: Organizer) => desk.as(organizer);
const see = (path: string, organizer: Organizer) => desk.see(path, organizer);

/** A mailing that Anna planned and submitted. */
const waiting = async (): Promise<{ id: MailingId; sha256: string }> => {
  const plan = {
    campaignId: world.campaignId,
    letterId,
    sendAt: clock.now(),
    zone: 'UTC',
    acknowledgeOldStatuses: true,
  };
  const { id } = await world.get(PlanMailing).run(world.anna, plan);
  const { sha256 } = await world.get(SubmitMailing).run(world.anna, id);
  return { id, sha256: sha256 ?? '' };
};

beforeAll(async () => {
  desk = await ConsoleWorld.up();
  world = desk.letters;
  clock = desk.clock;
  letterId = await world.approvedLetter('appeal');
});

afterAll(() => desk.close());

describe('a waiting mailing in the console', () => {
  it('is on the first page and in the list of those who have a role, and of nobody else', async () => {
    const { id } = await waiting();
    for (const page of ['/console', '/console/mailings']) {
      expect((await see(page, world.omid)).body).toContain(id);
      expect((await see(page, world.vera)).body).toContain(id);
    }
    const stranger = await world.get(InviteOrganizer).run(OPERATOR, {
      email: 'stranger@example.org',
      name: 'Stranger',
      locale: 'en',
    });
    expect((await see('/console', stranger)).body).not.toContain(id);
    expect((await see('/console/mailings', stranger)).statusCode).toBe(403);
  });

  it('shows each letter as it is stored, in a frame without any right', async () => {
    const { id } = await waiting();
    const { seats } = await world.get(PreviewMailing).run(world.omid, id);
    const page = await see(`/console/mailings/${id}`, world.omid);
    expect(page.headers['content-security-policy']).toContain("frame-src 'self'");
    for (const { seatId, html, text, addressee } of seats) {
      expect(page.body).toContain(addressee);
      const shown = await see(`/console/mailings/${id}/letters/${seatId}/html`, world.omid);
      expect(shown.body).toBe(html);
      expect(shown.headers['content-security-policy']).toBe(
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
      );
      const plain = await see(`/console/mailings/${id}/letters/${seatId}/text`, world.omid);
      expect([plain.body, plain.headers['content-type']]).toEqual([text, 'text/plain; charset=utf-8']);
    }
  });

  it('is approved by another person, with one press, for exactly what was seen', async () => {
    const { id, sha256 } = await waiting();
    expect((await see(`/console/mailings/${id}`, world.omid)).body).toContain(`value="${sha256}"`);
    const path = `/console/mailings/${id}/approve`;
    const omid = await as(world.omid);
    expect((await post(path, omid, { seen: 'f'.repeat(64) })).statusCode).toBe(409);
    expect((await post(path, omid, {})).statusCode).toBe(422);
    expect((await post(path, omid, { seen: sha256 }, 'cross-site')).statusCode).toBe(403);
    expect((await post(path, omid, { seen: sha256 })).statusCode).toBe(303);
    expect((await see(`/console/mailings/${id}`, world.omid)).body).toContain('state-approved');
    expect((await post(path, omid, { seen: sha256 })).statusCode).toBe(409);
  });

  it('is never approved by who planned it, who is told why', async () => {
    const { id, sha256 } = await waiting();
    const page = await see(`/console/mailings/${id}`, world.anna);
    expect(page.body).not.toContain(`value="${sha256}"`);
    expect(page.body).toContain('another person has to approve it');
    const answer = await post(`/console/mailings/${id}/approve`, await as(world.anna), { seen: sha256 });
    expect(answer.statusCode).toBe(403);
  });

  it('is seen by a viewer, who can neither approve nor cancel it', async () => {
    const { id, sha256 } = await waiting();
    const page = await see(`/console/mailings/${id}`, world.vera);
    expect([page.statusCode, page.body.includes('/approve"'), page.body.includes('/cancel"')]).toEqual([
      200,
      false,
      false,
    ]);
    const vera = await as(world.vera);
    expect((await post(`/console/mailings/${id}/approve`, vera, { seen: sha256 })).statusCode).toBe(403);
    expect((await post(`/console/mailings/${id}/cancel`, vera)).statusCode).toBe(403);
  });

  it('is cancelled by an organizer', async () => {
    const { id } = await waiting();
    expect((await post(`/console/mailings/${id}/cancel`, await as(world.omid))).statusCode).toBe(303);
    expect((await see(`/console/mailings/${id}`, world.omid)).body).toContain('state-cancelled');
  });

  it('answers an organizer of another campaign as if it did not exist', async () => {
    const { id, sha256 } = await waiting();
    const elsewhere = await (await LettersWorld.on(world.db, clock)).withCampaign('elsewhere');
    const other = await elsewhere.organizer('elsa', 'owner');
    const never = newId<'mailing'>();
    for (const path of ['', '/letters/x/html']) {
      const foreign = await see(`/console/mailings/${id}${path}`, other);
      const unknown = await see(`/console/mailings/${never}${path}`, other);
      const bare = (body: string) => body.replace(/404-[0-9a-f]{8}/, '');
      expect([foreign.statusCode, unknown.statusCode]).toEqual([404, 404]);
      expect(bare(foreign.body)).toBe(bare(unknown.body));
    }
    const cookie = await as(other);
    expect((await post(`/console/mailings/${id}/approve`, cookie, { seen: sha256 })).statusCode).toBe(404);
    expect((await post(`/console/mailings/${id}/cancel`, cookie)).statusCode).toBe(404);
    expect((await see('/console/mailings/not-an-id', other)).statusCode).toBe(404);
    await elsewhere.close();
  });
});

describe('a letter in the console', () => {
  it('is read in all its languages and approved by another person than its submitter', async () => {
    const versions = await world.get(LetterStore).list(world.db.manager, world.campaignId);
    const draft = versions.find(({ state }) => state === 'draft');
    if (!draft) throw new Error('the world has no draft');
    await world.get(SubmitLetter).run(world.anna, draft.id);
    const page = await see(`/console/letters/${draft.id}`, world.omid);
    for (const { subject } of Object.values(draft.texts)) expect(page.body).toContain(subject.slice(0, 10));
    const path = `/console/letters/${draft.id}/approve`;
    expect((await post(path, await as(world.anna), { seen: draft.sha256 })).statusCode).toBe(403);
    expect((await post(path, await as(world.omid), { seen: 'e'.repeat(64) })).statusCode).toBe(409);
    expect((await post(path, await as(world.omid), { seen: draft.sha256 })).statusCode).toBe(303);
    expect((await see('/console/letters', world.vera)).body).toContain(draft.key);
  });
});

describe('what is unusual in a campaign', () => {
  it('stands in the overview of its people, in words, until somebody dismisses it', async () => {
    const source = world.db;
    await source.query(
      `INSERT INTO alert (id, campaign_id, kind, subject, detail, raised_at)
       VALUES (gen_random_uuid(), $1, 'country-population', 'VA', '{"signatures": 700, "population": 1000}', now())`,
      [world.campaignId],
    );
    const sentence = 'Vatican City gives 700 signatures; 1,000 people live there.';
    expect((await see('/console', world.anna)).body).toContain(sentence);
    await source.query('UPDATE alert SET dismissed_at = now()');
    expect((await see('/console', world.anna)).body).not.toContain(sentence);
  });
});
