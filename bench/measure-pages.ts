import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, inTurn, ratioOf, told } from './in-turn.js';
import { figure, type Finding } from './report.js';
import type { Running } from './process.js';
import { CAMPAIGN, PROGRESS, startDatabase, startService, startYardstick } from './service.js';

const AMOUNT = 15_000;

/** What everybody looks at, from a public process alone, against a bare Fastify that answers the same bytes. */
export async function pages(folder: string): Promise<Finding[]> {
  const data = join(folder, 'data');
  // Its own database, filled by a service that has gone when the measuring begins.
  const ground = await startDatabase(join(folder, 'database'));
  try {
    const env = { DATABASE_URL: ground.url, VIGIL_MASTER_KEY: randomBytes(32).toString('base64url') };
    await (await startService(data, { env })).stop();
    const service = await startService(data, { roles: 'web', env });
    return await looking(folder, service);
  } finally {
    await ground.stop();
  }
}

async function looking(folder: string, service: Running): Promise<Finding[]> {
  const page = await read(`${service.url}${CAMPAIGN}`);
  const progress = await read(`${service.url}${PROGRESS}`);
  const pageFile = join(folder, 'page.html');
  const progressFile = join(folder, 'progress.json');
  writeFileSync(pageFile, page.bytes);
  writeFileSync(progressFile, progress.bytes);
  const yardstick = await startYardstick(pageFile, progressFile);
  const get = (path: string) => ({ request: { method: 'GET', path } as const });
  const again = { method: 'GET', path: CAMPAIGN, headers: { 'if-none-match': page.etag } } as const;
  const asked: readonly (readonly [what: string, asked: Asked])[] = [
    [`campaign page, ${figure(page.bytes.length / 1_024)} KiB, 50 connections`, get(CAMPAIGN)],
    ['campaign page, 200 connections', { ...get(CAMPAIGN), connections: 200 }],
    ['campaign page, 1,000 connections', { ...get(CAMPAIGN), connections: 1_000 }],
    ['campaign page, 304, 50 connections', { request: again, answers: '3xx' }],
    [`progress.json, ${figure(progress.bytes.length)} bytes, 50 connections`, get(PROGRESS)],
  ];
  try {
    const findings: Finding[] = [];
    for (const [what, each] of asked) {
      const compared = await inTurn(service, yardstick, AMOUNT, each);
      const against = `bare Fastify, same bytes: ${told(compared.bare)}`;
      findings.push({ what, vigil: told(compared.vigil), against, ratio: ratioOf(compared) });
    }
    return findings;
  } finally {
    await yardstick.stop();
    await service.stop();
  }
}

async function read(url: string): Promise<{ bytes: Buffer; etag: string }> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  return { bytes: Buffer.from(await answer.arrayBuffer()), etag: answer.headers.get('etag') ?? '' };
}
