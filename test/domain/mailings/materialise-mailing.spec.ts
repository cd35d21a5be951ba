import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SweepLedger } from '../../../src/domain/dispatch/sweep-ledger.js';
import { PumpLane } from '../../../src/domain/dispatch/pump-lane.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { MailingStatus } from '../../../src/domain/mailings/mailing-status.js';
import { MailingContentStore } from '../../../src/domain/mailings/mailing-content.store.js';
import { MailingStore, type Mailing } from '../../../src/domain/mailings/mailing.store.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { PreviewMailing } from '../../../src/domain/mailings/preview-mailing.js';
import { StartDueMailings } from '../../../src/domain/mailings/start-due-mailings.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import type { LaneId, LetterId, MailingId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type SmtpSink, smtpSink } from '../../support/smtp-sink.js';
import { LettersWorld } from '../../worlds/letters.world.js';

const START = new Date('2026-08-01T12:00:00Z');
const SEND_AT = new Date('2026-09-01T06:00:00Z');

let database: TestDatabase;
let world: LettersWorld;
let sink: SmtpSink;
let letterId: LetterId;
const clock = new FakeClock(START);

beforeAll(async () => {
  sink = await smtpSink();
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource(), clock, sink.url)).withCampaign();
  letterId = await world.approvedLetter('appeal');
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

beforeEach(() => {
  clock.set(START);
  sink.mails.length = 0;
});

async function submitted(): Promise<Mailing> {
  const planned = await world.get(PlanMailing).run(world.anna, {
    campaignId: world.campaignId,
    letterId,
    sendAt: SEND_AT,
    zone: 'Asia/Baghdad',
    acknowledgeOldStatuses: true,
  });
  return world.get(SubmitMailing).run(world.anna, planned.id);
}

async function approved(): Promise<Mailing> {
  const mailing = await submitted();
  return world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!);
}

const now = (id: MailingId) => world.get(MailingStore).get(world.db.manager, id);
const messagesOf = (mailing: Mailing) =>
  world.db.query<{ ref: string }[]>('SELECT ref FROM message WHERE batch_id = $1', [mailing.batchId]);

/** Wakes every lane until no message of the batch waits. */
async function pumpAll(mailing: Mailing): Promise<void> {
  await eventually(async () => {
    const lanes = await world.db.query<{ id: LaneId }[]>(
      `SELECT DISTINCT lane_id AS id FROM message WHERE batch_id = $1 AND state IN ('ready', 'leased')`,
      [mailing.batchId],
    );
    await Promise.all(lanes.map(({ id }) => world.get(PumpLane).run(id)));
    return lanes.length === 0;
  });
}

describe('materialising', () => {
  it('waits for its time', async () => {
    const { id } = await approved();
    expect(await world.get(MaterialiseMailing).run(id)).toBe(false);
    expect((await now(id)).state).toBe('approved');
  });

  it('never touches what nobody approved', async () => {
    const { id } = await submitted();
    clock.set(SEND_AT);
    expect(await world.get(MaterialiseMailing).run(id)).toBe(false);
    expect((await now(id)).state).toBe('in_review');
  });

  it('sends each seat exactly what was previewed, and says so seat by seat', async () => {
    const { id } = await approved();
    clock.set(SEND_AT);
    expect(await world.get(MaterialiseMailing).run(id)).toBe(true);
    const frozen = await now(id);
    expect(frozen).toMatchObject({ state: 'frozen', candidates: 3, planned: 3, excluded: 0 });
    await pumpAll(frozen);
    expect(sink.mails.map((mail) => mail.to).sort()).toEqual([
      'office@ally.example',
      'premier@accused.example',
      'president@ally.example',
    ]);
    const english = sink.mails.find((mail) => mail.to === 'president@ally.example')?.source ?? '';
    expect(english).toContain('Subject: Justice for the camp');
    expect(english).toContain('Madam President,');
    expect(english).not.toContain('List-Unsubscribe');
    expect(english).not.toContain('Auto-Submitted');
    const { seats } = await world.get(PreviewMailing).run(world.omid, id);
    expect(seats).toHaveLength(3);
    await world.get(SweepLedger).run();
    const status = await world.get(MailingStatus).run(world.vera, id);
    expect(status.seats.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(status.state).toBe('completed');
  });

  it('killed after any of its steps, goes on and gives each seat one message', async () => {
    const { id } = await approved();
    clock.set(SEND_AT);
    const materialise = world.get(MaterialiseMailing);
    expect(await materialise.step(id)).toBe('materialising');
    const contents = world.get(MailingContentStore);
    // A kill in the middle of a transaction is that transaction not having been.
    const mark = contents.markPosted.bind(contents);
    contents.markPosted = () => Promise.reject(new Error('killed'));
    await expect(materialise.step(id)).rejects.toThrow('killed');
    contents.markPosted = mark;
    expect(await messagesOf(await now(id))).toHaveLength(0);
    expect(await materialise.step(id)).toBe('materialising');
    expect(await materialise.step(id)).toBe('frozen');
    expect(await materialise.step(id)).toBe('frozen');
    const refs = (await messagesOf(await now(id))).map(({ ref }) => ref);
    expect(refs).toHaveLength(3);
    expect(new Set(refs).size).toBe(3);
  });

  it('run by two workers at once gives each seat one message', async () => {
    const { id } = await approved();
    clock.set(SEND_AT);
    const other = await LettersWorld.on(await database.dataSource(), clock, sink.url);
    await Promise.all([
      world.get(MaterialiseMailing).run(id),
      other.get(MaterialiseMailing).run(id),
      world.get(MaterialiseMailing).run(id),
    ]);
    await other.close();
    expect((await now(id)).state).toBe('frozen');
    expect(await messagesOf(await now(id))).toHaveLength(3);
  });

  it('runs late within its grace, and past it never', async () => {
    const inTime = await approved();
    const tooLate = await approved();
    const unapproved = await submitted();
    clock.set('2026-09-02T05:59:00Z');
    expect(await world.get(MaterialiseMailing).run(inTime.id)).toBe(true);
    clock.set('2026-09-02T06:01:00Z');
    expect(await world.get(MaterialiseMailing).run(tooLate.id)).toBe(false);
    await world.get(StartDueMailings).run();
    expect(await now(tooLate.id)).toMatchObject({
      state: 'cancelled',
      cancelledBecause: 'missed: its grace is over',
    });
    expect(await now(unapproved.id)).toMatchObject({
      state: 'cancelled',
      cancelledBecause: 'missed: nobody approved it in time',
    });
    const acts = await world.db.query<{ act: string }[]>(
      `SELECT act FROM audit_entry WHERE subject_id = $1 ORDER BY number DESC LIMIT 1`,
      [tooLate.id],
    );
    expect(acts).toEqual([{ act: 'mailings.cancelled' }]);
  });

  it('refuses what was changed after the approval', async () => {
    const { id } = await approved();
    await world.db.query(
      `UPDATE mailing_seat SET address = 'other@ally.example' WHERE mailing_id = $1 AND position = 0`,
      [id],
    );
    clock.set(SEND_AT);
    expect(await world.get(MaterialiseMailing).run(id)).toBe(false);
    expect((await now(id)).cancelledBecause).toBe('what was approved is not what is stored');
  });

  it('is looked at once more before the first message leaves', async () => {
    const { id } = await approved();
    clock.set(SEND_AT);
    await world.get(MaterialiseMailing).run(id);
    await world.db.query(
      `UPDATE approval SET voided_at = now(), voided_because = 'test' WHERE subject_id = $1`,
      [id],
    );
    const frozen = await now(id);
    await pumpAll(frozen);
    const left = await world.db.query<{ state: string }[]>(
      'SELECT DISTINCT state FROM message WHERE batch_id = $1',
      [frozen.batchId],
    );
    expect(left).toEqual([{ state: 'cancelled' }]);
    const [batch] = await world.db.query<{ state: string; failure: string }[]>(
      'SELECT state, failure FROM batch WHERE id = $1',
      [frozen.batchId],
    );
    expect(batch).toMatchObject({ state: 'failed', failure: 'no approval holds' });
  });

  it('is asked for again when its job was lost', async () => {
    const { id } = await approved();
    await world.db.query('DELETE FROM outbox');
    clock.set(SEND_AT);
    expect(await world.get(StartDueMailings).run()).toBeGreaterThan(0);
    await world.get(StartDueMailings).run();
    const asked = await world.db.query<unknown[]>(`SELECT 1 FROM outbox WHERE payload->>'mailingId' = $1`, [
      id,
    ]);
    expect(asked).toHaveLength(1);
  });
});
