import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { DispatchSettings } from '../../../src/domain/dispatch/dispatch-settings.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { ALL_EXTENSIONS, moods, type SinkPhase } from '../../support/sink-behaviour.js';
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

/** Text that one link brings into a body so that it does not fit into the buffers of two sockets. */
const ENDLESS = `https://vigil.example.org/${'a'.repeat(600_000)}`;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock();
});

beforeEach(async () => {
  sink = await smtpSink();
  // A turn that outlasts the composing of what does not fit into buffers, on a busy machine too.
  const settings = new DispatchSettings(900, 500, 60_000);
  world = dispatchWorld({ db, clock, smtpUrl: sink.url.replace('//', '//user:password@'), settings });
  fillLinks(world, ['seat-letter', 'update']);
  world.slots.register('handover', {
    fill: (messages) => Promise.resolve(new Map(messages.map(({ id }) => [id, { link: ENDLESS }]))),
  });
});

afterEach(async () => {
  await world.close();
  await sink.close();
});

afterAll(async () => {
  await database.close();
});

interface Row {
  readonly state: string;
  readonly outcome: string | null;
  readonly attempts: number;
  /** Of the newest attempt. */
  readonly phase: string | null;
  /** Minutes until the next attempt. */
  readonly wait: number | null;
}

/** A batch's messages, those that were tried first. */
const ledger = (batchId: string) =>
  rows<Row>(
    db.manager,
    `SELECT m.state, m.outcome, m.attempts, a.phase,
            CASE WHEN m.state = 'ready' THEN extract(epoch FROM m.next_attempt_at - $2)::float / 60 END AS wait
       FROM message m LEFT JOIN message_attempt a ON a.message_id = m.id AND a.attempt = m.attempts
      WHERE batch_id = $1 ORDER BY m.attempts DESC, m.id`,
    [batchId, clock.now()],
  );

const states = async (batchId: string) => (await ledger(batchId)).map(({ state }) => state);

/** Letters in a lane with one connection, sent while the server does as it was told. */
async function letters(count: number, kind: 'seat-letter' | 'handover' = 'seat-letter') {
  const scope = await newScope(world);
  const sent = await frozenBatch(world, kind, scope, count, `seat:${scope}`);
  await world.pump.run(sent.laneId);
  return sent;
}

const soon = { state: 'ready', outcome: 'deferred_network', attempts: 1 };
/** The first message could not be sent; the others wait without having been tried. */
const unreachable = (phase: string) => [
  { ...soon, phase },
  { state: 'ready', outcome: null, attempts: 0, wait: 1 },
  { state: 'ready', outcome: null, attempts: 0, wait: 1 },
];
const inDoubt = { state: 'in_doubt', outcome: 'in_doubt', attempts: 1, phase: 'body', wait: null };
const three = <Each>(row: Each) => [row, row, row];

const matrix: readonly [SinkPhase, object[]][] = [
  ['connect', unreachable('connect')],
  ['greeting', unreachable('connect')],
  ['ehlo', unreachable('connect')],
  ['starttls', unreachable('connect')],
  ['auth', unreachable('auth')],
  ['mail', three({ ...soon, phase: 'mail' })],
  ['rcpt', three({ ...soon, phase: 'rcpt' })],
  ['data', three({ ...soon, phase: 'data' })],
  ['mid-body', three({ ...soon, phase: 'body' })],
  ['dot', three(inDoubt)],
  ['after-dot', three(inDoubt)],
];

describe.each([
  ['with PIPELINING', ALL_EXTENSIONS],
  ['without it', ALL_EXTENSIONS.filter((name) => name !== 'PIPELINING')],
])('a server %s', (_name, extensions) => {
  const offered = { extensions: ['STARTTLS', 'AUTH PLAIN LOGIN', ...extensions] };

  it.each(matrix)(
    'that cuts every connection at %s',
    async (dropAt, expected) => {
      sink.behave({ ...offered, dropAt });
      const { batchId, laneId } = await letters(3, dropAt === 'mid-body' ? 'handover' : 'seat-letter');
      const found = await ledger(batchId);
      expect(found).toMatchObject(expected);
      for (const { wait, attempts } of found.filter(({ state }) => state === 'ready')) {
        expect(wait).toBeGreaterThanOrEqual(attempts === 0 ? 1 : 0.75);
        expect(wait).toBeLessThanOrEqual(attempts === 0 ? 1 : 1.25);
      }
      expect(sink.mails).toHaveLength(dropAt === 'after-dot' ? 3 : 0);

      // The server is well again: what was deferred arrives, each once; what is in doubt is nobody's to send.
      sink.behave(offered);
      clock.advance(2 * 60_000);
      await world.pump.run(laneId);
      const doubted = dropAt === 'dot' || dropAt === 'after-dot';
      expect(await states(batchId)).toEqual(Array(3).fill(doubted ? 'in_doubt' : 'accepted'));
      expect(sink.mails).toHaveLength(dropAt === 'dot' ? 0 : 3);
      expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(sink.mails.length);
    },
    60_000,
  );
});

describe('a server that', () => {
  const mood = async (name: keyof typeof moods, count = 12) => {
    sink.behave(moods[name]);
    return letters(count);
  };

  it('has a fault for now gets everything later', async () => {
    const { batchId, laneId } = await mood('temporary', 3);
    expect(await ledger(batchId)).toMatchObject(
      three({ state: 'ready', outcome: 'deferred_system', phase: 'rcpt' }),
    );
    sink.behave({});
    clock.advance(26 * 60_000);
    await world.pump.run(laneId);
    expect(await states(batchId)).toEqual(three('accepted'));
  });

  it('knows nobody is believed', async () => {
    const { batchId } = await mood('permanent', 3);
    expect(await ledger(batchId)).toMatchObject(
      three({ state: 'failed', outcome: 'recipient_gone', phase: 'rcpt' }),
    );
  });

  it('greylists gets everything when it said so, and not sooner', async () => {
    const { batchId, laneId } = await mood('greylist', 3);
    const deferred = await ledger(batchId);
    expect(deferred).toMatchObject(three({ state: 'ready', outcome: 'deferred_greylist', phase: 'rcpt' }));
    for (const { wait } of deferred) expect(wait).toBeGreaterThanOrEqual(5);
    clock.advance(7 * 60_000);
    await world.pump.run(laneId);
    expect(await states(batchId)).toEqual(three('accepted'));
  });

  it('is slow gets everything, once', async () => {
    const { batchId } = await mood('slow');
    expect(await states(batchId)).toEqual(Array(12).fill('accepted'));
    expect(sink.accepted.slice(-12)).toEqual(sink.mails.map(({ messageId }) => messageId));
  });

  it('cuts a few connections loses none and leaves none in doubt', async () => {
    const { batchId, laneId } = await mood('cuts off');
    clock.advance(2 * 60_000);
    await world.pump.run(laneId);
    expect(await states(batchId)).toEqual(Array(12).fill('accepted'));
    expect(sink.mails).toHaveLength(12);
  });

  it('says 421 after a few messages is given another connection at once', async () => {
    const { batchId } = await mood('tires after five');
    expect((await ledger(batchId)).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array(12).fill(['accepted', 1]),
    );
    expect(sink.commands.filter((line) => line.startsWith('EHLO')).length).toBeGreaterThanOrEqual(3);
  });

  it('takes two connections gets everything by these two, at once', async () => {
    sink.behave(moods['takes two connections']);
    const { batchId, laneId } = await frozenBatch(world, 'update', await newScope(world), 60);
    await world.pump.run(laneId);
    expect((await ledger(batchId)).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array(60).fill(['accepted', 1]),
    );
    expect(sink.mails).toHaveLength(60);
    expect(sink.peak()).toBeGreaterThan(2);
  });
});
