import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DecideMessage } from '../../../src/domain/mailings/decide-message.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { ledgerOverview, listDoubts } from '../../../src/domain/dispatch/ledger-overview.js';
import type { BatchId, MessageId } from '../../../src/kernel/id.js';
import { pageRequest } from '../../../src/kernel/page.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LettersWorld } from '../../worlds/letters.world.js';

let database: TestDatabase;
let world: LettersWorld;
let id: MessageId;
let batchId: BatchId;

const become = (sql: string) => world.db.query(`UPDATE message SET ${sql} WHERE id = $1`, [id]);
const message = async () => {
  const [found] = await rows<{ state: string; attempts: number; batch: string }>(
    world.db.manager,
    'SELECT m.state, m.attempts, b.state AS batch FROM message m JOIN batch b ON b.id = m.batch_id WHERE m.id = $1',
    [id],
  );
  return found;
};
const failed = `state = 'failed', outcome = 'refused', attempts = 3, finished_at = now(), finished_on = current_date`;

beforeAll(async () => {
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource(), new FakeClock())).withCampaign();
});

beforeEach(async () => {
  const letterId = await world.approvedLetter('appeal').catch(() => null);
  const [letter] = await rows<{ id: NonNullable<typeof letterId> }>(
    world.db.manager,
    `SELECT id FROM letter WHERE key = 'appeal'`,
  );
  const mailing = await world.get(PlanMailing).run(world.anna, {
    campaignId: world.campaignId,
    letterId: letterId ?? letter!.id,
    sendAt: world.clock.now(),
    zone: 'UTC',
    acknowledgeOldStatuses: true,
  });
  const { sha256 } = await world.get(SubmitMailing).run(world.anna, mailing.id);
  await world.get(ApproveMailing).run(world.omid, mailing.id, sha256!);
  await world.get(MaterialiseMailing).run(mailing.id);
  const [posted] = await rows<{ id: MessageId; batchId: BatchId }>(
    world.db.manager,
    `SELECT m.id, m.batch_id AS "batchId" FROM message m JOIN mailing g ON g.batch_id = m.batch_id WHERE g.id = $1`,
    [mailing.id],
  );
  ({ id, batchId } = posted!);
});

afterAll(async () => {
  await world.close();
  await database.close();
});

describe('a message that a person has to decide about', () => {
  it('is listed while it is in doubt, and settled by an answer', async () => {
    await become(`state = 'in_doubt', in_doubt_since = now()`);
    const doubts = await listDoubts(world.db.manager, pageRequest());
    expect(doubts.items).toMatchObject([{ id, kind: 'seat-letter', scope: world.campaignId }]);
    await world.get(DecideMessage).resolve(world.omid, id, 'accepted');
    expect(await message()).toMatchObject({ state: 'accepted' });
    expect((await listDoubts(world.db.manager, pageRequest())).total).toBe(0);
    await expect(world.get(DecideMessage).resolve(world.omid, id, 'failed')).rejects.toThrow('not in doubt');
  });

  it('is sent once more after it failed, though its batch was done', async () => {
    await become(failed);
    await world.db.query(`UPDATE batch SET state = 'completed', finished_at = now() WHERE id = $1`, [
      batchId,
    ]);
    await world.get(DecideMessage).requeue(world.anna, id);
    expect(await message()).toEqual({ state: 'ready', attempts: 0, batch: 'sending' });
    const { messages, openBatches } = await ledgerOverview(world.db.manager);
    expect(openBatches.map((batch) => batch.id)).toContain(batchId);
    expect(messages.some(({ kind, state }) => kind === 'seat-letter' && state === 'ready')).toBe(true);
  });

  it('is not sent again while it waits, after it was accepted, or when its batch was cancelled', async () => {
    const again = () => world.get(DecideMessage).requeue(world.anna, id);
    await expect(again()).rejects.toThrow('failed or expired');
    await become(failed);
    await world.db.query(`UPDATE batch SET state = 'cancelled' WHERE id = $1`, [batchId]);
    await expect(again()).rejects.toThrow('failed or expired');
  });

  it('is decided about by organizers of its campaign alone', async () => {
    await become(failed);
    const elsewhere = await (
      await LettersWorld.on(world.db, world.clock)
    ).withCampaign(`other-${id.slice(0, 8)}`);
    const stranger = await elsewhere.organizer(`stranger-${id.slice(0, 8)}`, 'owner');
    await expect(world.get(DecideMessage).requeue(stranger, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(world.get(DecideMessage).requeue(world.vera, id)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await elsewhere.close();
  });
});
