import type { DataSource } from 'typeorm';
import { entities } from '../../src/apps/data-source.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { openDataSource } from '../../src/platform/database/open-data-source.js';
import { dispatchWorld, type DispatchWorld } from '../worlds/dispatch.world.js';
import type { DispatchProcessSettings } from './dispatch-process.js';
import { ownPostgres, type OwnPostgres } from './own-postgres.js';
import { startRedis, type TestRedis } from './redis.js';
import { smtpSink, type SmtpSink } from './smtp-sink.js';
import { WorkerHerd } from './worker-herd.js';

/** What mail goes over, all of it one's own: everything but the sink and the asking process may be ended. */
export interface StormGround {
  readonly db: DataSource;
  readonly world: DispatchWorld;
  readonly sink: SmtpSink;
  readonly workers: WorkerHerd;
  readonly postgres: OwnPostgres;
  readonly redis: TestRedis | undefined;
  close(): Promise<void>;
}

/** Makes it; no worker runs yet. */
export async function stormGround(
  backend: 'postgresql' | 'redis',
  more: Pick<DispatchProcessSettings, 'leaseSeconds'> & { readonly program?: readonly string[] } = {},
): Promise<StormGround> {
  const { program, ...settings } = more;
  const postgres = await ownPostgres();
  const redis = backend === 'redis' ? await startRedis() : undefined;
  const sink = await smtpSink({ delayMs: 5 });
  const { url } = postgres;
  const db = await openDataSource({ url, role: 'vigil_worker', entities });
  const world = dispatchWorld({ db, clock: new SystemClock(), smtpUrl: sink.url });
  const workers = new WorkerHerd(
    { databaseUrl: url, redisUrl: redis?.url, smtpUrl: sink.url, ...settings },
    program,
  );
  return {
    db,
    world,
    sink,
    workers,
    postgres,
    redis,
    async close() {
      await workers.close();
      await world.close();
      await db.destroy();
      await sink.close();
      await redis?.close();
      await postgres.close();
    },
  };
}
