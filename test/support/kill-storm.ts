import type { DispatchWorld } from '../worlds/dispatch.world.js';
import type { SmtpSink } from './smtp-sink.js';
import type { StormGround } from './storm-ground.js';
import { eventually } from './eventually.js';
import { unfinished } from './storm-ledger.js';

export interface StormSettings {
  readonly kills: number;
  /** Mails between two kills, on average. */
  readonly pace: number;
  /** 0 … 1. */
  readonly random: () => number;
  /** The worker that is killed has a mail in the air: chance alone may miss that when it has few tries. */
  readonly atWork?: boolean;
  readonly told?: (line: string) => void;
}

/** What was killed, and how many connections were open at the kills of workers: no more may be in doubt. */
export interface Storm {
  readonly kills: Readonly<Record<'worker' | 'PostgreSQL' | 'Redis', number>>;
  readonly open: number;
}

/** A storm goes on although nothing moves for so long: what is killed may be what another one waits for. */
const STILL_MS = 6_500;
const SWEEP_MS = 500;
/** Workers that have not begun could only be killed unborn. */
const BEGIN_MS = 60_000;

/**
 * Kills worker, PostgreSQL and Redis with SIGKILL in turns of chance while mail leaves. Besides the schedule, which sweeps
 * every 30 s, somebody sweeps when nothing moves, so that the storm is short.
 */
export async function killStorm(
  { world, sink, workers, postgres, redis }: StormGround,
  { kills, pace, random, atWork, told }: StormSettings,
): Promise<Storm> {
  const names = redis ? (['worker', 'PostgreSQL', 'Redis'] as const) : (['worker', 'PostgreSQL'] as const);
  const count = { worker: 0, PostgreSQL: 0, Redis: 0 };
  let bag: (typeof names)[number][] = [];
  let open = 0;
  await moved(world, sink, 1, BEGIN_MS);
  for (let kill = 1; kill <= kills; kill += 1) {
    await moved(world, sink, 1 + Math.floor(random() * 2 * pace));
    await pause(random() * 20);
    if (bag.length === 0) bag = [...names];
    const [victim = 'worker'] = bag.splice(Math.floor(random() * bag.length), 1);
    count[victim] += 1;
    if (victim === 'worker') {
      const busy = atWork ? await eventually(() => someOf(sink.inTheAir()), BEGIN_MS) : undefined;
      open += sink.open();
      await workers.kill(random(), busy);
    } else if (victim === 'PostgreSQL') postgres.kill(random());
    else {
      await redis?.kill();
      await redis?.start();
    }
    if (kill % 20 === 0) told?.(`${kill} kills, ${sink.mails.length} mails`);
  }
  return { kills: count, open };
}

function someOf<T>(list: readonly T[]): readonly T[] | false {
  return list.length > 0 && list;
}

/** Resolves when everything that was posted is accepted or in doubt. */
export async function calm({ world, sink, workers }: StormGround, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    const left = await unfinished(world.db).catch((error: unknown) => [error]);
    if (left.length === 0) break;
    if (performance.now() > end) throw new Error(`not done: ${JSON.stringify(left)}; ${workers.lastWords}`);
    await moved(world, sink, 50, 2 * SWEEP_MS);
  }
  await workers.close('SIGTERM');
  // The last kill may have been the database's, when nothing was left to do: it comes back.
  await eventually(async () => {
    await world.sweep.run();
    return true;
  }, BEGIN_MS);
}

/** Waits until the sink took so many more mails, or nothing has moved for a while. */
async function moved(world: DispatchWorld, sink: SmtpSink, mails: number, stillMs = STILL_MS): Promise<void> {
  const wanted = sink.mails.length + mails;
  let [seen, since, swept] = [sink.mails.length, performance.now(), performance.now()];
  while (sink.mails.length < wanted) {
    await pause(2);
    const now = performance.now();
    if (sink.mails.length > seen) [seen, since] = [sink.mails.length, now];
    else if (now - since > stillMs) return;
    if (now - Math.max(since, swept) > SWEEP_MS) {
      await world.sweep.run().catch(() => undefined);
      swept = performance.now();
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
