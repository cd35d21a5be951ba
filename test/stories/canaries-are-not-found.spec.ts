import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn, newestMailTo } from '../support/mailbox.js';
import { Haystack, needlesOfHashes, needlesOfText } from '../support/needles.js';
import { askDatabaseOf } from '../support/own-database.js';
import { hasRedis, redisCommand, startRedis, type TestRedis } from '../support/redis.js';
import { type Service, startService } from '../support/service.js';

/** VIGIL_CANARIES=500 searches as many as the privacy document asks for; every run has enough of each kind. */
const CANARIES = Number(process.env.VIGIL_CANARIES ?? 48);
const ERASED = Math.floor(CANARIES / 10);

const mark = randomBytes(5).toString('hex');
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** A person whose every word is nowhere else in the world. Every eighth shows the name in public. */
const canaries = Array.from({ length: CANARIES }, (_, n) => ({
  n,
  email: `canary.${n}.${mark}@example.org`,
  name: `Kanarie ${mark}x${n} Vögel`,
  comment: `Für die ${n}. Freiheit ${mark} – آزادی`,
  address: `2a0${n % 8}:${(n + 4096).toString(16)}:${mark.slice(0, 4)}:${mark.slice(4, 8)}::1`,
  postcode: `V${letters[n % 26]!}${n % 10}${mark.charCodeAt(0) % 10} ${n % 10}${letters[(n * 7) % 26]!}${letters[mark.charCodeAt(1) % 26]!}`,
  role: ['supporter', 'affected', 'witness'][n % 3]!,
  shown: n % 8 === 1,
}));
const confirmed = canaries.filter(({ n }) => n % 2 === 1);

let service: Service;
let redis: TestRedis | undefined;

beforeAll(async () => {
  redis = hasRedis() ? await startRedis() : undefined;
  service = await startService({
    LOG_LEVEL: 'trace',
    VIGIL_TRUST_PROXY: '127.0.0.0/8,::1/128',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  });
  await askForEverything();
  for (const { name, email, comment, address, postcode, role, shown } of canaries) {
    const answer = await fetch(`${service.url}/c/ashraf/signatures`, {
      method: 'POST',
      body: new URLSearchParams({
        name,
        email,
        comment,
        visibility: shown ? 'name' : 'counted',
        news: 'yes',
        country: 'GB',
        postcode,
        role,
      }),
      headers: {
        'x-forwarded-for': address,
        'user-agent': `agent ${address}`,
        referer: `${service.url}/?${mark}ref`,
      },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
  }
  await allDelivered();
  const links: string[] = [];
  await withoutProxy(async () => {
    for (const { email } of confirmed) links.push(confirmLinkIn(await newestMailTo(service, email)));
  });
  const pages: string[] = [];
  for (const [n, { address }] of confirmed.entries()) {
    const headers = { 'x-forwarded-for': address };
    const thanks = await (await fetch(links[n]!, { method: 'POST', headers })).text();
    pages.push(/\/me\/[A-Za-z0-9_-]{43}/.exec(thanks)![0]);
  }
  for (const { email } of confirmed.slice(0, 6)) {
    await fetch(`${service.url}/me`, { method: 'POST', body: new URLSearchParams({ email }) });
  }
  for (const page of pages.slice(-ERASED)) {
    expect((await fetch(`${service.url}${page}/erase`, { method: 'POST' })).status).toBe(200);
  }
  // Whatever looked suspicious in so many alike was looked at by a person and let go.
  await askDatabaseOf(
    service,
    `UPDATE signature SET held = 'no', hold_reasons = '{}', name_due = (visibility <> 'counted') WHERE state = 'confirmed'`,
  );
  await askDatabaseOf(
    service,
    `INSERT INTO outbox (job, queue, payload) VALUES ('signatures.publish-names', 'steady', '{}')`,
  );
  await allDelivered();
  await eventually(async () => {
    const [row] = await askDatabaseOf<{ rows: number; names: number }>(
      service,
      `SELECT (SELECT count(*) FROM signature)::integer AS rows, (SELECT count(*) FROM public_name)::integer AS names`,
    );
    return row?.rows === CANARIES - ERASED && row.names > 0;
  }, 120_000);
}, 240_000);

/** The campaign asks for all that a campaign may ask for. */
async function askForEverything(): Promise<void> {
  const file = join(service.env.VIGIL_DATA_DIR!, '..', `asks-${mark}.yaml`);
  const asks = '\nform: { comment: required, postcode: required, role: required }\n';
  writeFileSync(file, readFileSync('templates/campaigns/ashraf.yaml', 'utf8') + asks);
  const { code, stderr } = await service.vigil('campaign', 'import', file);
  rmSync(file);
  expect([code, stderr]).toEqual([0, '']);
}

/** Every form is decided, and every mail that came of it is in the mailbox. */
async function allDelivered(): Promise<void> {
  await eventually(async () => {
    const [row] = await askDatabaseOf<{ waiting: number; ready: number }>(
      service,
      `SELECT (SELECT count(*) FROM intake)::integer AS waiting,
              (SELECT count(*) FROM message WHERE state IN ('ready', 'leased'))::integer AS ready`,
    );
    return row?.waiting === 0 && row.ready === 0;
  }, 60_000);
}

/** The mailbox is shown to nobody while a proxy is trusted, so it is read between two lives of the service. */
async function withoutProxy(read: () => Promise<void>): Promise<void> {
  const { VIGIL_TRUST_PROXY: trusted } = service.env;
  await service.stop();
  delete service.env.VIGIL_TRUST_PROXY;
  await service.start();
  await read();
  await service.stop();
  service.env.VIGIL_TRUST_PROXY = trusted;
  await service.start();
}

afterAll(async () => {
  await service.remove();
  await redis?.close();
});

const needles = canaries.flatMap(({ n, email, name, comment, address, postcode }) => [
  ...needlesOfText(`address of ${n}`, email),
  ...needlesOfText(`address of ${n}, folded`, email.split('@')[0]!),
  ...needlesOfHashes(`address of ${n}`, email),
  ...needlesOfText(`name of ${n}`, name),
  ...needlesOfText(`comment of ${n}`, comment),
  ...needlesOfText(`postcode of ${n}`, postcode),
  ...needlesOfText(`network address of ${n}`, address),
]);
// A role is one of three words, so it is looked for as it would be kept or sent.
const roles = ['supporter', 'affected', 'witness'].flatMap((role) => [
  ...needlesOfText(`role ${role}`, `"role":"${role}"`),
  ...needlesOfText(`role ${role}, sent`, `role=${role}`),
]);
const haystack = new Haystack([...needles, ...roles, ...needlesOfText('referrer', `${mark}ref`)]);

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Names that their owners chose to show may stand in clear, and only so. */
const chosen = new Set(canaries.filter(({ shown }) => shown).map(({ n }) => `name of ${n} in clear`));
const leaks = (found: readonly string[]) => found.filter((what) => !chosen.has(what));

describe('of what supporters gave, and where they came from', () => {
  it('nothing stands in any table, in any form, but the names that were meant to be shown', async () => {
    const tables = await askDatabaseOf<{ name: string }>(
      service,
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(30);
    const found: string[] = [];
    for (const { name } of tables) {
      // As text, in which bytes are hex, and as the bytes themselves.
      const rows = await askDatabaseOf<{ row: string }>(service, `SELECT t::text AS row FROM ${name} t`);
      const text = rows.map(({ row }) => row).join('\n');
      found.push(...haystack.search(Buffer.from(text)));
      for (const [, hex = ''] of text.matchAll(/\\x([0-9a-f]{16,})/g)) {
        found.push(...haystack.search(Buffer.from(hex, 'hex')));
      }
    }
    expect(leaks(found)).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  it('nothing stands in the log, at its most talkative', () => {
    const log = Buffer.from(service.output());
    expect(log.length).toBeGreaterThan(1_000);
    expect(haystack.search(log)).toEqual([]);
  });

  it('nothing stands in Redis', async () => {
    if (!redis) return;
    const keys = (await redisCommand(redis.port, 'DBSIZE')).trim();
    expect(keys).not.toBe(':0');
    expect(haystack.search(Buffer.from(await everythingIn(redis.port)))).toEqual([]);
  });

  it('nothing stands in the data folder: pages of the database, its journal, the mailbox', async () => {
    const folder = service.env.VIGIL_DATA_DIR!;
    await askDatabaseOf(service, 'CHECKPOINT');
    const found: string[] = [];
    let bytes = 0;
    for (const file of filesIn(folder)) {
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size === 0) continue;
      const content = readFileSync(file);
      bytes += content.length;
      found.push(...haystack.search(content).map((what) => `${what} in ${file.slice(folder.length)}`));
    }
    expect(bytes).toBeGreaterThan(10_000_000);
    const shown = [...chosen];
    expect(found.filter((what) => !shown.some((name) => what.startsWith(`${name} in`)))).toEqual([]);
    // A name that is shown is found on the disk, so the search looks where things would lie.
    expect(found.length).toBeGreaterThan(0);
  }, 120_000);

  it('nothing would escape the search: every form that is planted is found', () => {
    const { email, name, postcode } = canaries[3]!;
    const plant = (text: string) =>
      Buffer.concat([randomBytes(4_096), Buffer.from(text), randomBytes(4_096)]);
    const forms: [string, string][] = [
      [email, 'address of 3 in clear'],
      [Buffer.from(email).toString('hex'), 'address of 3 in hex'],
      [Buffer.from(email).toString('hex').toUpperCase(), 'address of 3 in hex'],
      [encodeURIComponent(email), 'address of 3 percent-encoded'],
      [encodeURIComponent(name), 'name of 3 percent-encoded'],
      [postcode, 'postcode of 3 in clear'],
      ['{"role":"witness","more":1}', 'role witness in clear'],
      ...['', 'x', 'xy', 'xyz'].map((before): [string, string] => [
        Buffer.from(`${before}${email}; and more`).toString('base64'),
        'address of 3 in base64',
      ]),
      [Buffer.from(`{"name":"${name}"}`).toString('base64url'), 'name of 3 in base64'],
    ];
    for (const [text, what] of forms) expect(haystack.search(plant(text))).toContain(what);
    for (const hash of needlesOfHashes('address of 3', email)) {
      expect(haystack.search(Buffer.concat([randomBytes(64), hash.bytes, randomBytes(64)]))).toContain(
        hash.what,
      );
    }
    expect(haystack.search(randomBytes(1_000_000))).toEqual([]);
  });
});

/** Every key of a Redis with what it holds. */
async function everythingIn(port: number): Promise<string> {
  const { Redis } = await import('ioredis');
  const client = new Redis(port, '127.0.0.1');
  try {
    const parts: string[] = [];
    for (const key of await client.keys('*')) {
      const kind = await client.type(key);
      const value =
        kind === 'hash'
          ? await client.hgetall(key)
          : kind === 'list'
            ? await client.lrange(key, 0, -1)
            : kind === 'set'
              ? await client.smembers(key)
              : kind === 'zset'
                ? await client.zrange(key, '0', '-1', 'WITHSCORES')
                : kind === 'stream'
                  ? await client.xrange(key, '-', '+')
                  : await client.get(key);
      parts.push(key, JSON.stringify(value));
    }
    return parts.join('\n');
  } finally {
    client.disconnect();
  }
}
