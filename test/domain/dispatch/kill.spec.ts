import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import type { DataSource } from 'typeorm';
import { SystemClock } from '../../../src/kernel/clock.js';
import { rulesOf, type MessageKind } from '../../../src/domain/dispatch/message-kind.rules.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { hasRedis, redisCommand, startRedis, type TestRedis } from '../../support/redis.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  frozenBatch,
  letterOf,
  newScope,
  rowsFor,
  type DispatchWorld,
} from '../../worlds/dispatch.world.js';

const KILLS = 4;
const backends = hasRedis() ? (['postgresql', 'redis'] as const) : (['postgresql'] as const);

let database: TestDatabase;
let db: DataSource;
let sink: SmtpSink;
let world: DispatchWorld;
let redis: TestRedis | undefined;
let child: ChildProcess | undefined;
let next: ChildProcess | undefined;

beforeEach(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  sink = await smtpSink({ delayMs: 5 });
  world = dispatchWorld({ db, clock: new SystemClock(), smtpUrl: sink.url });
});

afterEach(async () => {
  await end('SIGKILL');
  await stop(next, 'SIGKILL');
  next = undefined;
  await world.close();
  await sink.close();
  await database.close();
  await redis?.close();
  redis = undefined;
});

/** A worker that has loaded the program and waits to be told to begin. */
function load(): ChildProcess {
  const settings = { databaseUrl: database.url, redisUrl: redis?.url, smtpUrl: sink.url };
  const program = [
    '--no-warnings',
    '--import',
    './test/support/typescript.mjs',
    'test/support/dispatch-child.ts',
  ];
  return spawn(process.execPath, [...program, JSON.stringify(settings)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/** Begins with the worker that is loaded, and loads the next one meanwhile. */
function start(): void {
  child = next ?? load();
  child.stdin?.write('begin\n');
  next = load();
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const ending = child;
  child = undefined;
  await stop(ending, signal);
}

async function stop(ending: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (ending?.exitCode !== null || ending.signalCode !== null) return;
  const ended = new Promise((resolve) => ending.once('exit', resolve));
  ending.kill(signal);
  await ended;
}

interface Row {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly state: string;
  readonly doubts: number;
}

const ledger = () =>
  rows<Row>(
    db.manager,
    `SELECT message_id AS "messageId", kind, state,
            (SELECT count(*)::integer FROM message_attempt a WHERE a.message_id = m.id AND a.outcome = 'in_doubt') AS doubts
       FROM message m`,
  );

/** What is neither accepted nor in doubt, and what it waits for. */
const unfinished = () =>
  rows(
    db.manager,
    `SELECT kind, state, stage, outcome, count(*)::integer AS messages,
            min(next_attempt_at - clock_timestamp()) AS "dueIn", min(lease_expires_at - clock_timestamp()) AS "leasedFor"
       FROM message WHERE state NOT IN ('accepted', 'in_doubt') GROUP BY 1, 2, 3, 4`,
  );

/** A confirmation for each, as forms would ask for them. */
async function confirmations(scope: string, count: number): Promise<void> {
  await db.transaction(async (tx) => {
    const batchId = await world.standing.run(tx, { kind: 'confirmation', scope });
    const contentId = await world.storeContent.run(tx, letterOf('confirmation'));
    await world.post.run(
      tx,
      batchId,
      await rowsFor(world, 'confirmation', scope, contentId, 'urgent', count),
    );
  });
}

describe.each(backends)('a worker on %s that is killed again and again', (backend) => {
  it('loses nothing, sends nothing twice that must not be, and says which messages are in doubt', async () => {
    if (backend === 'redis') redis = await startRedis();
    const scope = await newScope(world);
    await frozenBatch(world, 'update', scope, 1_100);
    await frozenBatch(world, 'seat-letter', scope, 300, 'seat:1');
    await confirmations(scope, 600);

    const allowed: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = sink.mails.length;
      start();
      await eventually(() => sink.mails.length > before + 100 + Math.random() * 120, 40_000);
      const open = sink.open();
      await end('SIGKILL');
      allowed.push(open);
      if (redis && kill === 2) await redisCommand(redis.port, 'FLUSHALL');
    }
    expect(sink.mails.length).toBeLessThan(2_000);
    start();
    await eventually(async () => {
      const open = await unfinished();
      if (open.length > 0) throw new Error(JSON.stringify(open));
      return true;
    }, 60_000);
    await end('SIGTERM');
    await world.sweep.run();

    const taken = new Map<string, number>();
    for (const { messageId } of sink.mails) taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
    const messages = await ledger();
    const byId = new Map(messages.map((message) => [message.messageId, message]));
    expect(messages).toHaveLength(2_000);
    // Nothing was sent that the ledger does not answer for.
    for (const id of taken.keys()) expect(['accepted', 'in_doubt']).toContain(byId.get(id)?.state);
    const lost: unknown[] = [];
    for (const { messageId, kind, state, doubts } of messages) {
      const times = taken.get(messageId) ?? 0;
      if (rulesOf(kind).inDoubt === 'resend') {
        if (times === 0) lost.push({ kind, state, doubts });
      } else expect(times).toBeLessThanOrEqual(1);
      // Accepted without a doubt means delivered.
      if (state === 'accepted' && doubts === 0) expect(times).toBe(1);
    }
    expect(lost).toEqual([]);
    const doubts = messages.reduce((sum, message) => sum + message.doubts, 0);
    expect(doubts).toBeLessThanOrEqual(allowed.reduce((sum, open) => sum + open, 0));
    // It was killed at work: something was in the air.
    expect(doubts).toBeGreaterThan(0);
  }, 140_000);
});
