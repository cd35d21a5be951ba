import { afterEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { seeded } from '../../../bench/seeded.js';
import { calm, killStorm } from '../../support/kill-storm.js';
import { hasRedis } from '../../support/redis.js';
import { stormGround } from '../../support/storm-ground.js';
import { judge, postForStorm } from '../../support/storm-ledger.js';

const MESSAGES = 1_800;
const backends = hasRedis() ? (['postgresql', 'redis'] as const) : (['postgresql'] as const);
const KILLS = { postgresql: 4, redis: 6 };

const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

describe.each(backends)('mail on %s while what sends it is killed again and again', (backend) => {
  it('is not lost, leaves no more than once where it must not, and the ledger says what is in doubt', async () => {
    const seed = Number(process.env.VIGIL_STORM_SEED ?? randomInt(1, 2 ** 31 - 2));
    const ground = await stormGround(backend);
    endings.push(() => ground.close());
    const { world, sink, workers, db } = ground;

    await postForStorm(world, MESSAGES);
    workers.start(2);
    const kills = KILLS[backend];
    // Chance takes up to twice the pace, and more leaves while a victim dies: the last kill still finds mail that waits.
    const pace = Math.floor((MESSAGES * 0.3) / kills);
    const storm = await killStorm(ground, { kills, pace, random: seeded(seed), atWork: true });
    expect(sink.mails.length).toBeLessThan(MESSAGES);
    await calm(ground, 120_000);

    const { doubts, taken, again, ...wrong } = await judge(db, sink);
    // The seed tells the moments of the kills again: VIGIL_STORM_SEED.
    expect({ seed, storm, ...wrong }).toEqual({
      seed,
      storm,
      messages: MESSAGES,
      unanswered: [],
      doubled: [],
      lost: [],
      untrue: [],
    });
    expect(taken).toBeLessThanOrEqual(MESSAGES + again * storm.kills.worker);
    expect(doubts).toBeLessThanOrEqual(storm.open);
    // It was killed at work: something was in the air.
    expect(doubts).toBeGreaterThan(0);
  }, 240_000);
});
