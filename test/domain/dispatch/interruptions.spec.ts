import { afterEach, describe, expect, it } from '@jest/globals';
import { batchProgress } from '../../../src/domain/dispatch/batch-progress.js';
import type { BatchId } from '../../../src/kernel/id.js';
import { eventually } from '../../support/eventually.js';
import { calm } from '../../support/kill-storm.js';
import { hasRedis, redisCommand } from '../../support/redis.js';
import { stormGround, type StormGround } from '../../support/storm-ground.js';
import { judge, postForStorm } from '../../support/storm-ledger.js';
import { fillLinks, frozenBatch, newScope } from '../../worlds/dispatch.world.js';

let ground: StormGround;

afterEach(async () => {
  await ground.close();
});

const messagesOf = async (batchId: BatchId) => (await batchProgress(ground.db.manager, batchId)).messages;

/** Nothing in the lists of the judgement, and no doubt. */
const harmless = { unanswered: [], doubled: [], lost: [], untrue: [] };

describe('a worker that stands still for longer than its lease', () => {
  it('withholds what another one has sent meanwhile, and then works on', async () => {
    ground = await stormGround('postgresql', { leaseSeconds: 3 });
    const { world, sink, workers } = ground;
    fillLinks(world, ['update']);
    sink.behave({ delayMs: 250 });
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 200);
    workers.start();
    await eventually(() => sink.mails.length >= 10, 60_000);
    workers.signal('SIGSTOP');
    const inTheAir = sink.open();
    const before = new Set(sink.mails.map(({ messageId }) => messageId));

    // Its lease runs out: what it had not begun is another one's, what it had begun is in doubt.
    await eventually(async () => {
      await world.sweep.run();
      return (await messagesOf(batchId)).leased === 0;
    }, 30_000);
    sink.behave({});
    await world.pump.run(laneId);
    const { accepted, in_doubt: doubtful } = await messagesOf(batchId);
    expect(accepted + doubtful).toBe(200);
    expect(doubtful).toBeLessThanOrEqual(inTheAir);
    const taken = sink.mails.length;
    expect(taken).toBeGreaterThan(before.size + 100);

    // It goes on with what it had leased, in order, and only then with what is new in the lane.
    workers.signal('SIGCONT');
    const { batchId: next } = await frozenBatch(
      world,
      'update',
      await newScope(world),
      5,
      `supporters:${scope}`,
    );
    await eventually(async () => (await messagesOf(next)).accepted === 5, 60_000);
    await workers.close('SIGTERM');
    const { taken: all, doubts, ...found } = await judge(ground.db, sink);
    expect(found).toEqual({ ...harmless, messages: 205, again: 0 });
    expect(doubts).toBeLessThanOrEqual(inTheAir);
    // What it still sent is what was in the air.
    expect(all - taken - 5).toBeLessThanOrEqual(doubts);
  }, 120_000);
});

describe('in the middle of sending', () => {
  (hasRedis() ? it : it.skip)(
    'Redis may be emptied again and again',
    async () => {
      ground = await stormGround('redis');
      const { world, sink, workers, redis } = ground;
      await postForStorm(world, 600);
      workers.start(2);
      for (const share of [30, 150, 300]) {
        await eventually(() => sink.mails.length >= share, 90_000);
        await redisCommand(redis!.port, 'FLUSHALL');
      }
      expect(sink.mails.length).toBeLessThan(600);
      await calm(ground, 60_000);
      expect(await judge(ground.db, sink)).toEqual({
        ...harmless,
        messages: 600,
        taken: 600,
        doubts: 0,
        again: 0,
      });
    },
    150_000,
  );

  it('PostgreSQL may be started again: bodies are withheld until markers can be written, results wait', async () => {
    ground = await stormGround('postgresql');
    const { world, sink, workers, postgres } = ground;
    await postForStorm(world, 600);
    workers.start(2);
    for (const share of [30, 300]) {
      await eventually(() => sink.mails.length >= share, 90_000);
      await postgres.restart();
    }
    expect(sink.mails.length).toBeLessThan(600);
    await calm(ground, 120_000);
    expect(await judge(ground.db, sink)).toEqual({
      ...harmless,
      messages: 600,
      taken: 600,
      doubts: 0,
      again: 0,
    });
  }, 360_000);
});
