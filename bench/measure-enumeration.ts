import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import pg from 'pg';
import { holm, mannWhitney } from './mann-whitney.js';
import { pause, type Running } from './process.js';
import { figure, type Finding } from './report.js';
import { seeded } from './seeded.js';
import { CAMPAIGN, databaseOf, startService, untilNumber } from './service.js';

const EACH = 200;
const WARM_UP = 20;
const LEVEL = 0.01;
const standings = [
  'unknown',
  'pending',
  'confirmed',
  'withdrawn',
  'held',
  'suppressed',
  'disposable',
] as const;
type Standing = (typeof standings)[number];

/** One question that somebody may ask about an address, or with a token; `of` names what must not be told apart. */
interface Question {
  readonly what: string;
  readonly of: readonly string[];
  readonly ask: (standing: string) => { path: string; body: string };
}

/**
 * Whether the time of an answer tells who has signed: 200 answers for each standing, one at a time on one connection, in
 * a random order with a seed; every pair of standings by Mann and Whitney's test, Holm's correction over the pairs. A
 * question that fails is asked all over once: that both fail by chance happens to one in ten thousand (0.01 × 0.01).
 */
export async function enumeration(folder: string): Promise<Finding[]> {
  const data = join(folder, 'data');
  const service = await startService(data, { env: { VIGIL_COUNT_INTERVAL: '60' } });
  try {
    const client = new Client(service);
    const tokens = await prepare(service, client, databaseOf(data));
    const findings: Finding[] = [];
    for (const question of questions(tokens)) {
      let found = await measured(client, question, 1);
      const again = found.p <= LEVEL;
      if (again) found = await measured(client, question, 2);
      findings.push({
        what: `time of the answer to ${question.what}: ${question.of.length} standings, ${EACH} each`,
        vigil: `smallest p of ${found.pairs} pairs ${figure(found.p, 3)} (${found.worst})${again ? ', second measurement' : ''}`,
        against: `must be above ${LEVEL}: ${found.p > LEVEL ? 'holds' : 'DOES NOT HOLD'}`,
        ratio: `medians ${figure(found.low)} to ${figure(found.high)} µs`,
      });
    }
    return findings;
  } finally {
    await service.stop();
  }
}

const addressOf = (standing: string) =>
  standing === 'disposable' ? 'someone@mailinator.com' : `${standing.padEnd(10, 'x')}@example.org`;
const typed = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

function questions(tokens: Readonly<Record<string, string>>): Question[] {
  const byToken = (standing: string) => ({ path: `/confirm/${tokens[standing] ?? ''}`, body: '' });
  return [
    {
      what: 'a signature',
      of: standings,
      ask: (standing) => ({
        path: `${CAMPAIGN}/signatures`,
        body: typed({ name: 'Suzie Keen', email: addressOf(standing), visibility: 'counted' }),
      }),
    },
    {
      what: 'the wish for another mail',
      of: standings,
      ask: (standing) => ({
        path: `${CAMPAIGN}/check-your-mail`,
        body: typed({ email: addressOf(standing) }),
      }),
    },
    {
      what: 'the wish for the link to my signature (POST /me)',
      of: standings,
      ask: (standing) => ({ path: '/me', body: typed({ email: addressOf(standing) }) }),
    },
    { what: 'a confirmation that does nothing', of: ['unknown', 'withdrawn', 'suppressed'], ask: byToken },
    { what: 'a confirmation that is done', of: ['confirmed', 'held'], ask: byToken },
  ];
}

async function measured(client: Client, { of, ask }: Question, seed: number) {
  const times = new Map<string, number[]>(of.map((standing) => [standing, []]));
  const random = seeded(seed * 7_919 + of.length);
  for (let n = 0; n < WARM_UP; n++) for (const standing of of) await client.post(ask(standing));
  const order = of.flatMap((standing) => Array.from({ length: EACH }, () => standing));
  for (let n = order.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [order[n], order[other]] = [order[other] ?? '', order[n] ?? ''];
  }
  for (const standing of order) times.get(standing)?.push(await client.post(ask(standing)));
  const pairs = of.flatMap((one, n) => of.slice(n + 1).map((other) => [one, other] as const));
  const ps = holm(pairs.map(([one, other]) => mannWhitney(times.get(one) ?? [], times.get(other) ?? []).p));
  const p = Math.min(...ps);
  const medians = [...times.values()].map((each) => [...each].sort((a, b) => a - b)[EACH / 2] ?? 0);
  return {
    p,
    worst: pairs[ps.indexOf(p)]?.join(' and ') ?? '',
    pairs: pairs.length,
    low: Math.min(...medians),
    high: Math.max(...medians),
  };
}

/** One connection that is kept, one request at a time. */
class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly service: Running) {}

  /** Microseconds from the first byte sent to the last received. */
  post({ path, body }: { path: string; body: string }): Promise<number> {
    return new Promise((resolve, reject) => {
      const began = performance.now();
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      };
      const sent = request(
        `${this.service.url}${path}`,
        { method: 'POST', agent: this.agent, headers },
        (answer) => {
          answer.on('data', () => undefined);
          answer.on('end', () => {
            const { statusCode = 0 } = answer;
            if (statusCode >= 500 || statusCode === 429) reject(new Error(`${path}: ${statusCode}`));
            else resolve((performance.now() - began) * 1_000);
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** The newest mail to an address as it lies in the embedded mailbox, its lines put together again. */
async function mailTo({ url }: Running, address: string): Promise<string> {
  for (;;) {
    const listed = await fetch(`${url}/mailbox/messages.json?to=${encodeURIComponent(address)}`);
    const [newest] = (await listed.json()) as { id: string }[];
    if (newest) {
      const source = await (await fetch(`${url}/mailbox/messages/${newest.id}.eml`)).text();
      return source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    }
    await pause(50);
  }
}

/** Brings an address into each standing by the way a supporter takes; answers the tokens of the confirmations. */
async function prepare(service: Running, client: Client, database: string): Promise<Record<string, string>> {
  const tokens: Record<string, string> = { unknown: randomBytes(32).toString('base64url') };
  const known = standings.filter((standing: Standing) => !['unknown', 'disposable'].includes(standing));
  for (const standing of known) {
    await client.post({
      path: `${CAMPAIGN}/signatures`,
      body: typed({ name: 'Suzie Keen', email: addressOf(standing), visibility: 'counted' }),
    });
    const mail = await mailTo(service, addressOf(standing));
    tokens[standing] = /\/confirm\/([\w-]{43})/.exec(mail)?.[1] ?? '';
    const notMe = /\/not-me\/([\w-]{43})/.exec(mail)?.[1] ?? '';
    if (standing === 'suppressed') await client.post({ path: `/not-me/${notMe}`, body: '' });
    else if (standing !== 'pending') await client.post({ path: `/confirm/${tokens[standing]}`, body: '' });
  }
  await untilNumber(database, 'SELECT count(*) FROM suppression', (n) => n === 1);
  const owner = new pg.Client(database);
  await owner.connect();
  const rowOf = `confirm_hash = sha256(convert_to('token/v1', 'UTF8') || '\\x00' || convert_to($1, 'UTF8'))`;
  await owner.query(`UPDATE signature SET held = 'quarantined' WHERE ${rowOf}`, [tokens.held]);
  await owner.query(`UPDATE signature SET state = 'withdrawn', ended_on = current_date WHERE ${rowOf}`, [
    tokens.withdrawn,
  ]);
  await owner.end();
  return tokens;
}
