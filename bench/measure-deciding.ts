import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { openLog } from '../src/platform/config/log.js';
import { DataFolder } from '../src/platform/embedded/data-folder.js';
import { startEmbeddedDatabase } from '../src/platform/embedded/embedded-database.js';
import { load, signature } from './load.js';
import { figure, type Finding } from './report.js';
import { CAMPAIGN, numberFrom, requireCount, startService, untilNumber } from './service.js';

const AMOUNT = 30_000;
/** Cheap to ask again and again: whether the deciding has begun, and whether it is through. */
const BEGUN = 'SELECT count(*) FROM (SELECT FROM signature LIMIT 1)';
const LEFT = 'SELECT count(*) FROM (SELECT FROM intake LIMIT 1)';
const PATH = `${CAMPAIGN}/signatures`;

/**
 * How fast a worker alone decides what waits: opens, recognises, stores, and puts the mails into the ledger. The urgent
 * lane is held, so that no mail leaves meanwhile and the figure is of the deciding.
 */
export async function deciding(folder: string): Promise<Finding[]> {
  const ground = DataFolder.open(join(folder, 'database'), 'server');
  const nothing = () => undefined;
  const database = await startEmbeddedDatabase({
    folder: ground,
    log: openLog('silent'),
    progress: nothing,
    remark: nothing,
  });
  try {
    const { url } = database;
    const env = { DATABASE_URL: url, VIGIL_MASTER_KEY: randomBytes(32).toString('base64url') };
    const data = join(folder, 'data');
    await (await startService(data, { env })).stop();
    const web = await startService(data, { roles: 'web', env });
    await load(web.url, AMOUNT, signature(PATH));
    await web.stop();
    await holdUrgentLane(url);
    const finding = await decided(data, env);
    await requireCount(url, `SELECT count(*) FROM signature`, AMOUNT);
    await requireCount(url, `SELECT count(*) FROM message WHERE state = 'ready'`, AMOUNT);
    return [finding];
  } finally {
    await database.stop();
    ground.close();
  }
}

async function decided(
  data: string,
  env: { readonly DATABASE_URL: string; readonly VIGIL_MASTER_KEY: string },
): Promise<Finding> {
  const { DATABASE_URL: url } = env;
  const began = untilNumber(url, BEGUN, (begun) => begun > 0).then(async () => ({
    left: await numberFrom(url, 'SELECT count(*) FROM intake'),
    at: performance.now(),
  }));
  const worker = await startService(data, { roles: 'worker', env });
  try {
    const first = await began;
    const cpu = worker.cpuMs();
    await untilNumber(url, LEFT, (left) => left === 0);
    const seconds = (performance.now() - first.at) / 1_000;
    const micros = ((worker.cpuMs() - cpu) * 1_000) / first.left;
    return {
      what: `a worker alone deciding ${figure(AMOUNT)} forms: stored, mails in the ledger, none sent`,
      vigil: `${figure(first.left / seconds)}/s, about ${figure(micros)} µs of the worker's CPU each`,
      against: '',
      ratio: '',
    };
  } finally {
    await worker.stop();
  }
}

async function holdUrgentLane(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO lane (id, key, urgent, hold_reason, held_at) VALUES (gen_random_uuid(), 'urgent', true, 'bench', now())
       ON CONFLICT (key) DO UPDATE SET hold_reason = EXCLUDED.hold_reason, held_at = EXCLUDED.held_at, held_until = NULL`,
    );
  } finally {
    await client.end();
  }
}
