import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { LaneStore } from '../../../src/domain/dispatch/lane.store.js';
import { UNPACED } from '../../../src/domain/dispatch/pace.rules.js';
import type { LaneId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  fillLinks,
  frozenBatch,
  newScope,
  type DispatchWorld,
} from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;

/** What happens as each mail arrives. */
let afterEachMail: (() => void) | undefined;
const lanes = new LaneStore();

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock(new Date('2026-11-27T12:00:00Z'));
  sink = await smtpSink({
    dot: () => {
      afterEachMail?.();
      return undefined;
    },
  });
  world = dispatchWorld({ db, clock, smtpUrl: sink.url });
  fillLinks(world, ['update']);
});

afterEach(() => {
  sink.mails.length = 0;
  afterEachMail = undefined;
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

/** A frozen batch of so many updates in a lane of its own, and the lane. */
async function waiting(count: number): Promise<{ laneId: LaneId; key: string }> {
  const scope = await newScope(world);
  const { laneId } = await frozenBatch(world, 'update', scope, count);
  return { laneId, key: `supporters:${scope}` };
}

const asked = async (laneId: string) =>
  db.query<{ run_at: Date | null }[]>(
    `SELECT run_at FROM outbox WHERE payload ->> 'laneId' = $1 AND run_at > $2 ORDER BY run_at`,
    [laneId, clock.now()],
  );

describe('a lane with a pace', () => {
  it('sends what its rate allows, asks for the next, and never more than the rate over hours', async () => {
    const { laneId } = await waiting(12);
    await lanes.setPace(db.manager, laneId, { ...UNPACED, ratePerHour: 60, burst: 3 });
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(3);
    expect((await asked(laneId)).length).toBeGreaterThan(0);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(3);
    clock.advance(60_000);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(4);
    clock.advance(3_600_000);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(7);
  });

  it('sends nothing outside its hours and goes on when they begin', async () => {
    clock.set(new Date('2026-11-28T16:00:00Z'));
    const { laneId } = await waiting(2);
    const office = {
      ...UNPACED,
      zone: 'Europe/Berlin',
      windowFrom: '09:00',
      windowUntil: '17:00',
      weekdays: [1, 2, 3, 4, 5],
    };
    await lanes.setPace(db.manager, laneId, office);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(0);
    clock.set(new Date('2026-11-29T12:00:00Z'));
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(0);
    clock.set(new Date('2026-11-30T08:00:00Z'));
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(2);
  });

  it('hands nothing over once its hours are over, though it was leased before', async () => {
    clock.set(new Date('2026-11-30T15:59:00Z'));
    const { laneId } = await waiting(8);
    const office = { ...UNPACED, zone: 'Europe/Berlin', windowFrom: '09:00', windowUntil: '17:00' };
    await db.query('UPDATE lane SET connections = 1 WHERE id = $1', [laneId]);
    await lanes.setPace(db.manager, laneId, office);
    afterEachMail = () => {
      clock.advance(25_000);
    };
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(3);
    expect(
      await db.query(
        `SELECT state, attempts, count(*)::integer AS count FROM message WHERE lane_id = $1 GROUP BY 1, 2 ORDER BY 1`,
        [laneId],
      ),
    ).toEqual([
      { state: 'accepted', attempts: 1, count: 3 },
      { state: 'ready', attempts: 0, count: 5 },
    ]);
  });

  it('lets nothing expire that it never tried: the time to give up begins with the first try', async () => {
    clock.set(new Date('2026-12-04T17:00:00Z'));
    const { laneId } = await waiting(2);
    await lanes.setPace(db.manager, laneId, { ...UNPACED, zone: 'Europe/Berlin', weekdays: [1] });
    clock.set(new Date('2026-12-06T20:00:00Z'));
    await world.sweep.run();
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(0);
    clock.set(new Date('2026-12-07T08:00:00Z'));
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(2);
  });

  it('is held and released at run time, and told apart in the list', async () => {
    const { laneId, key } = await waiting(2);
    await lanes.hold(db.manager, laneId, 'an office asked us to wait', clock.now(), null);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(0);
    const page = await lanes.list(db.manager, { page: 1, perPage: 100 }, clock.now());
    expect(page.items.find((lane) => lane.key === key)).toMatchObject({
      held: true,
      holdReason: 'an office asked us to wait',
      waiting: 2,
    });
    expect(await lanes.release(db.manager, laneId)).toBe(true);
    expect(await lanes.release(db.manager, laneId)).toBe(false);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(2);
  });

  it('grants two pumps at once no more than one', async () => {
    const { laneId } = await waiting(10);
    await lanes.setPace(db.manager, laneId, { ...UNPACED, ratePerHour: 10, burst: 4 });
    const other = dispatchWorld({ db, clock, smtpUrl: sink.url });
    fillLinks(other, ['update']);
    await Promise.all([world.pump.run(laneId), other.pump.run(laneId)]);
    expect(sink.mails).toHaveLength(4);
    await other.close();
  });
});
