import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { confirmations } from './measure-confirm.js';
import { inTurn, ratioOf, sentInTurn, told } from './in-turn.js';
import { signature } from './load.js';
import { figure, type Finding } from './report.js';
import {
  CAMPAIGN,
  requireCount,
  startDatabase,
  startService,
  startYardstick,
  untilNumber,
} from './service.js';

/** Forms of a round, by its connections: enough that the first of each, which waits for 200 others, are none of the last hundredth. */
const AMOUNTS: readonly (readonly [connections: number, amount: number])[] = [
  [50, 12_000],
  [200, 24_000],
];
const PATH = `${CAMPAIGN}/signatures`;
const WAITING = 'SELECT count(*) FROM intake';

/**
 * Signatures taken by a public process alone (sealed, on disk before the answer) against a bare Fastify that only
 * validates them; then how fast a worker decides what has come in, mails and all; then how fast the public process
 * confirms them.
 */
export async function intakeAndDeciding(folder: string): Promise<Finding[]> {
  const database = await startDatabase(join(folder, 'database'));
  try {
    const env = {
      DATABASE_URL: database.url,
      VIGIL_MASTER_KEY: randomBytes(32).toString('base64url'),
    };
    const data = join(folder, 'data');
    // Migrates the database and gives it its campaign.
    await (await startService(data, { env })).stop();
    const taken = await taking(folder, data, env);
    const waiting = AMOUNTS.reduce((sum, [, amount]) => sum + sentInTurn(amount), 0);
    await requireCount(database.url, WAITING, waiting);
    const decided = await deciding(data, env, waiting);
    await requireCount(database.url, 'SELECT count(*) FROM signature', waiting);
    return [...taken, decided, ...(await confirmations(folder, data, env))];
  } finally {
    await database.stop();
  }
}

async function taking(
  folder: string,
  data: string,
  env: Readonly<Record<string, string>>,
): Promise<Finding[]> {
  const page = join(folder, 'page.html');
  writeFileSync(page, 'ready');
  const web = await startService(data, { roles: 'web', env });
  const yardstick = await startYardstick(page);
  try {
    const findings: Finding[] = [];
    for (const [connections, amount] of AMOUNTS) {
      const request = signature(PATH);
      const compared = await inTurn(web, yardstick, amount, { request, connections });
      findings.push({
        what: `POST of a signature, sealed and durable, ${connections} connections`,
        vigil: told(compared.vigil),
        against: `Fastify, same schema, nothing kept: ${told(compared.bare)}`,
        ratio: ratioOf(compared),
      });
    }
    return findings;
  } finally {
    await yardstick.stop();
    await web.stop();
  }
}

async function deciding(
  data: string,
  env: Readonly<Record<string, string>>,
  waiting: number,
): Promise<Finding> {
  const { DATABASE_URL: url = '' } = env;
  const began = untilNumber(url, WAITING, (left) => left < waiting).then((left) => ({
    left,
    at: performance.now(),
  }));
  const service = await startService(data, { env });
  try {
    const first = await began;
    await untilNumber(url, WAITING, (left) => left === 0);
    const seconds = (performance.now() - first.at) / 1_000;
    return {
      what: `deciding ${figure(waiting)} forms that wait, mails and all`,
      vigil: `${figure(first.left / seconds)}/s`,
      against: '',
      ratio: '',
    };
  } finally {
    await service.stop();
  }
}
