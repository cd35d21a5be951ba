import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { calm, killStorm, type Storm } from '../test/support/kill-storm.js';
import { hasRedis } from '../test/support/redis.js';
import { stormGround } from '../test/support/storm-ground.js';
import { judge, postForStorm, type Judgement } from '../test/support/storm-ledger.js';
import { built } from './process.js';
import { figure, type Finding } from './report.js';
import { seeded } from './seeded.js';

/** `kill -9` at random moments, of worker, PostgreSQL and Redis, while so many messages leave: half of each by either queue backend. */
export function storm(kills: number, messages: number): () => Promise<Finding[]> {
  return async () => {
    const backends = hasRedis() ? (['PostgreSQL', 'Redis'] as const) : (['PostgreSQL'] as const);
    const share = (all: number) => Math.ceil(all / backends.length);
    const findings: Finding[] = [];
    for (const backend of backends) findings.push(await raged(backend, share(kills), share(messages)));
    return findings;
  };
}

async function raged(backend: 'PostgreSQL' | 'Redis', kills: number, messages: number): Promise<Finding> {
  const seed = randomInt(1, 2 ** 31 - 2);
  const told = (line: string) => process.stdout.write(`  ${line}\n`);
  told(`queues in ${backend}, seed ${seed}`);
  const program = [built('test/support/dispatch-child.js')];
  const ground = await stormGround(backend === 'Redis' ? 'redis' : 'postgresql', { program });
  try {
    await postForStorm(ground.world, messages);
    const began = performance.now();
    ground.workers.start(2);
    const pace = Math.floor((messages * 0.9) / kills);
    const raging = await killStorm(ground, { kills, pace, random: seeded(seed), told });
    await calm(ground, 600_000);
    const judged = await judge(ground.db, ground.sink);
    return found(backend, raging, judged, performance.now() - began, ground.workers.fallen);
  } finally {
    await ground.close();
  }
}

/** Throws when a message was lost, left twice where it must not, or is not answered for. */
function found(
  backend: string,
  { kills, open }: Storm,
  judged: Judgement,
  ms: number,
  fallen: number,
): Finding {
  const { messages, taken, doubts, again, ...lists } = judged;
  const wrong = Object.entries(lists).filter(([, ids]) => ids.length > 0);
  if (wrong.length > 0 || doubts > open) {
    throw new Error(`the storm did harm: ${JSON.stringify({ ...judged, open }).slice(0, 2_000)}`);
  }
  const killed = Object.entries(kills)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${n} × ${name}`);
  return {
    what: `kill -9 while ${figure(messages)} mails leave, queues in ${backend}: ${killed.join(', ')}`,
    vigil: `none lost, none twice that must not; in doubt ${figure(doubts)}, twice as they may ${figure(again)}`,
    against: `${figure(open)} connections open at the kills; ${figure(taken)} mails taken in ${figure(ms / 1_000)} s; ${fallen} starts without a database`,
    ratio: '',
  };
}
