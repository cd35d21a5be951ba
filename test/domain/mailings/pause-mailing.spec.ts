import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { CancelMailing } from '../../../src/domain/mailings/cancel-mailing.js';
import { ListMailings } from '../../../src/domain/mailings/list-mailings.js';
import { MailingStateConflict } from '../../../src/domain/mailings/mailing.errors.js';
import { MailingStatus } from '../../../src/domain/mailings/mailing-status.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PauseMailing } from '../../../src/domain/mailings/pause-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { Forbidden } from '../../../src/domain/organizers/role.rules.js';
import type { MailingId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LettersWorld } from '../../worlds/letters.world.js';

const clock = new FakeClock(new Date('2026-08-01T12:00:00Z'));
let database: TestDatabase;
/** The process with a door, under its own database role. */
let console_: LettersWorld;
let worker: LettersWorld;
let id: MailingId;

beforeAll(async () => {
  database = await freshDatabase();
  console_ = await (await LettersWorld.on(await database.dataSource('vigil_console'), clock)).withCampaign();
  worker = await LettersWorld.on(await database.dataSource('vigil_worker'), clock);
  const letterId = await console_.approvedLetter('appeal');
  const planned = await console_.get(PlanMailing).run(console_.anna, {
    campaignId: console_.campaignId,
    letterId,
    sendAt: clock.now(),
    zone: 'UTC',
    acknowledgeOldStatuses: true,
  });
  id = planned.id;
  const submitted = await console_.get(SubmitMailing).run(console_.anna, id);
  await console_.get(ApproveMailing).run(console_.omid, id, submitted.sha256!);
});

afterAll(async () => {
  await console_.close();
  await worker.close();
  await database.close();
});

/** As its page and the list of mailings have it. */
const state = async () => {
  const { state: shown } = await console_.get(MailingStatus).run(console_.vera, id);
  const [listed] = await console_.get(ListMailings).run(console_.vera, console_.campaignId);
  expect(listed?.standing).toBe(shown);
  return shown;
};

describe('a mailing on its way', () => {
  it('is not paused before it is one', async () => {
    await expect(console_.get(PauseMailing).pause(console_.anna, id)).rejects.toThrow(MailingStateConflict);
  });

  it('is paused, goes on and is cancelled from the console, whose state is its batch’s', async () => {
    await worker.get(MaterialiseMailing).run(id);
    expect(await state()).toBe('frozen');
    await expect(console_.get(PauseMailing).pause(console_.vera, id)).rejects.toThrow(Forbidden);
    await console_.get(PauseMailing).pause(console_.anna, id);
    expect(await state()).toBe('paused');
    await console_.get(PauseMailing).resume(console_.omid, id);
    expect(await state()).toBe('frozen');
    await console_.get(CancelMailing).run(console_.anna, id);
    expect(await state()).toBe('cancelled');
    const { seats } = await console_.get(MailingStatus).run(console_.vera, id);
    expect(seats.map((seat) => seat.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});
