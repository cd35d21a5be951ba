import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { DispatchSettings } from '../../../src/domain/dispatch/dispatch-settings.js';
import { type Pace, UNPACED } from '../../../src/domain/dispatch/pace.rules.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { fakeDns } from '../../support/fake-dns.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  type DispatchWorld,
  fillLinks,
  letterOf,
  newScope,
  rowsFor,
} from '../../worlds/dispatch.world.js';

const HOUR = 3_600_000;
/** A week in which Europe leaves summer time, on 25 October 2026. */
const FIRST = new Date('2026-10-22T00:00:00Z');
const LAST = new Date('2026-10-29T00:00:00Z');

const office = (zone: string, more: Partial<Pace> = {}): Pace => ({
  ...UNPACED,
  zone,
  windowFrom: '09:00',
  windowUntil: '17:00',
  weekdays: [1, 2, 3, 4, 5],
  ...more,
});

/** What each stream may do; `domain` tells its mails apart in the sink. */
const streams = [
  { domain: 'berlin.example', pace: office('Europe/Berlin', { ratePerHour: 4, burst: 2 }), count: 90 },
  {
    domain: 'geneva.example',
    pace: office('Europe/Zurich', { spacingSeconds: 600, jitterSeconds: 300 }),
    count: 400,
  },
  {
    domain: 'tehran.example',
    pace: office('Asia/Tehran', { ratePerHour: 10, burst: 1, weekdays: [6, 7, 1, 2, 3] }),
    count: 300,
  },
  { domain: 'many.example', pace: { ...UNPACED, ratePerHour: 40, burst: 30 }, count: 600 },
  { domain: 'capped.example', pace: UNPACED, count: 60, total: 25 },
] as const;
const RELAY = { ratePerHour: 30, burst: 40 };
const PROVIDER = { ratePerHour: 3, burst: 2 };

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;
const left: { at: number; domain: string }[] = [];

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock(FIRST);
  sink = await smtpSink({
    dot: (to) => {
      left.push({ at: clock.now().getTime(), domain: to.slice(to.indexOf('@') + 1) });
      return undefined;
    },
  });
  const dns = fakeDns({ mx: { 'many.example': ['aspmx.l.google.com'] } });
  world = dispatchWorld({ db, clock, smtpUrl: sink.url, dns, settings: new DispatchSettings(900, 100) });
  fillLinks(world, ['update']);
  await world.buckets.set(db.manager, { key: 'relay', dimension: 'relay', ...RELAY }, FIRST);
  await world.buckets.set(
    db.manager,
    { key: 'provider:google.com', dimension: 'provider', ...PROVIDER },
    FIRST,
  );
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

describe('a week over the end of summer time', () => {
  it('sees no window, rate, spacing, limit or total exceeded, and every lane get on', async () => {
    const laneIds: string[] = [];
    for (const { domain, pace, count, ...more } of streams) {
      const scope = await newScope(world);
      const laneKey = `seat:${domain}`;
      const laneId = await db.transaction(async (tx) => {
        const contentId = await world.storeContent.run(tx, letterOf('update'));
        const batchId = await world.standing.run(tx, { kind: 'update', scope });
        const id = await world.ensureLane.run(tx, { key: laneKey, connections: 2 });
        await world.post.run(
          tx,
          batchId,
          await rowsFor(world, 'update', scope, contentId, laneKey, count, 1, domain),
        );
        return id;
      });
      await world.lanes.setPace(db.manager, laneId, pace);
      if ('total' in more) await world.lanes.setTotal(db.manager, laneId, more.total);
      laneIds.push(laneId);
    }
    const random = seeded(20261025);
    while (clock.now() < LAST) {
      // Near the edges of the windows time goes slowly, so that a window's last and first moments are met.
      clock.advance(Math.ceil(random() * (random() < 0.2 ? 60_000 : 35 * 60_000)));
      const order = [...laneIds].sort(() => random() - 0.5);
      await Promise.all(order.map((id) => world.pump.run(id as never)));
    }

    const times = (domain?: string) =>
      left.filter((mail) => !domain || mail.domain === domain).map(({ at }) => at);
    const most = (all: readonly number[]) =>
      Math.max(...all.map((start) => all.filter((at) => at >= start && at < start + HOUR).length));

    for (const { domain, pace } of streams) {
      expect(times(domain).length).toBeGreaterThan(20);
      if (pace.zone !== null) expect(times(domain).filter((at) => !isOpen(pace, at))).toEqual([]);
      if (pace.ratePerHour !== null) {
        expect(most(times(domain))).toBeLessThanOrEqual(pace.ratePerHour + pace.burst);
      }
    }
    const spaced = times('geneva.example').sort((a, b) => a - b);
    expect(spaced.slice(1).filter((at, i) => at - (spaced[i] ?? 0) < 600_000)).toEqual([]);
    expect(most(times())).toBeLessThanOrEqual(RELAY.ratePerHour + RELAY.burst);
    expect(most(times('many.example'))).toBeLessThanOrEqual(PROVIDER.ratePerHour + PROVIDER.burst);
    expect(times('capped.example')).toHaveLength(25);
    expect(await db.query(`SELECT DISTINCT state FROM message ORDER BY 1`)).toEqual([
      { state: 'accepted' },
      { state: 'ready' },
    ]);
  }, 120_000);
});

/** Told by Intl alone, not by the code that is tested. */
function isOpen(pace: Pace, at: number): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: pace.zone ?? 'UTC',
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const day = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday'));
  return (pace.weekdays ?? []).includes(day) && Number(of('hour')) >= 9 && Number(of('hour')) < 17;
}
