import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { generateKey } from '../src/platform/mail/dkim/generate-key.js';
import {
  A_ROUND,
  ACCEPTED,
  type Compared,
  compared,
  CONNECTIONS,
  type Ground,
  manyLines,
  prepared,
  rate,
} from './dispatch-rounds.js';
import { lane, materialised } from './mail-campaign.js';
import { type Sink, startSink } from './mail-sink.js';
import { freePort } from './process.js';
import { figure, type Finding } from './report.js';
import { numberFrom, requireCount, startDatabase, startService, untilNumber } from './service.js';
import { databaseOn, versionOf } from './own-server.js';
import { sign } from './signers.js';
import { addSupporters } from './supporters.js';

const OF_SLOW_SINK = 4_000;
const URGENT_A_SECOND = 20;

/** The whole way of a mailing through the ledger, durable, against nodemailer's own means; then a large one. */
export function dispatch(recipients: number): (folder: string) => Promise<Finding[]> {
  return async (folder) => {
    const database = await dispatchDatabase(folder);
    const sink = await startSink();
    const slow = await startSink(20);
    try {
      const ground = await prepared(folder, database.url, manyLines(sink));
      const keys = await keyFiles(folder);
      const mail = join(folder, 'mail.json');
      const server = process.env.VIGIL_BENCH_POSTGRES;
      const where = server === undefined ? '' : `, on ${await versionOf(server)}`;
      const findings: Finding[] = [];
      const add = (found: readonly Finding[]) => {
        findings.push(...found.map((finding) => ({ ...finding, what: `${finding.what}${where}` })));
        for (const { what, vigil, ratio } of found) process.stdout.write(`  … ${what}: ${vigil} ${ratio}\n`);
      };
      add(told('unsigned', await compared(ground, sink, { mail, env: {} })));
      if (hasRedis()) add(await onRedis(ground, sink));
      const signed = { mail, env: keys.rsa, key: keys.file, poolToo: false };
      add(told('signed, RSA 2048', await compared(ground, sink, signed)));
      add([await twiceSigned(ground, sink, keys.both)]);
      add([await overSlowSink(ground, slow)]);
      add(await atLarge(ground, sink, recipients));
      return findings;
    } finally {
      sink.child.kill();
      slow.child.kill();
      await database.stop();
    }
  };
}

/**
 * The embedded PostgreSQL is compiled to be small, not fast: VIGIL_BENCH_POSTGRES may name a server to make a database on,
 * by the URL of its owner.
 */
function dispatchDatabase(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = process.env.VIGIL_BENCH_POSTGRES;
  return server === undefined ? startDatabase(join(folder, 'database')) : databaseOn(server);
}

async function onRedis(ground: Ground, sink: Sink): Promise<Finding[]> {
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
    stdio: 'ignore',
  });
  try {
    const { perSecond } = await rate(ground, sink, { REDIS_URL: `redis://127.0.0.1:${port}` });
    return [
      {
        what: 'the same, queues in Redis instead of PostgreSQL',
        vigil: `${figure(perSecond)}/s`,
        against: '',
        ratio: '',
      },
    ];
  } finally {
    server.kill();
  }
}

async function twiceSigned(
  ground: Ground,
  sink: Sink,
  env: Readonly<Record<string, string>>,
): Promise<Finding> {
  const { perSecond } = await rate(ground, sink, env);
  const what = 'a mailing, signed twice, RSA 2048 and Ed25519';
  return { what, vigil: `${figure(perSecond)}/s`, against: '', ratio: '' };
}

async function overSlowSink(ground: Ground, slow: Sink): Promise<Finding> {
  const client = new pg.Client(ground.variables.DATABASE_URL);
  await client.connect();
  // Fewer of them: at 20 ms an answer each mail takes a while.
  await client.query(
    `UPDATE signature SET news = false WHERE id IN (SELECT id FROM signature WHERE news LIMIT ${A_ROUND - OF_SLOW_SINK})`,
  );
  const worker = await startService(ground.data, {
    roles: 'worker',
    env: { ...ground.variables, SMTP_URL: manyLines(slow) },
  });
  try {
    await materialised(ground.variables);
    await slow.forget();
    await lane(ground.variables, 'resume', ground.laneOf);
    const { mails, ms, connections } = await slow.until(OF_SLOW_SINK);
    await lane(ground.variables, 'pause', ground.laneOf);
    const perSecond = (mails * 1_000) / ms;
    return {
      what: `the same over a server that takes 20 ms for each answer`,
      vigil: `${figure(perSecond)}/s over ${connections} connections, ${figure((connections * 1_000) / perSecond)} ms a mail`,
      against: '',
      ratio: '',
    };
  } finally {
    await worker.stop();
    await client.query('UPDATE signature SET news = true WHERE NOT news');
    await client.end();
  }
}

/** A mailing to so many from its approval to its end, with confirmations beside it, and the worker's memory. */
async function atLarge(ground: Ground, sink: Sink, recipients: number): Promise<Finding[]> {
  const { variables, data, laneOf } = ground;
  const url = variables.DATABASE_URL;
  await addSupporters(url, variables.VIGIL_MASTER_KEY ?? '', 'bench', recipients - A_ROUND);
  const worker = await startService(data, {
    roles: 'worker',
    env: { ...variables, SMTP_URL: manyLines(sink) },
  });
  const web = await startService(data, { roles: 'web', env: variables });
  const looks: number[] = [];
  const watch = setInterval(() => looks.push(worker.rss()), 500);
  try {
    const before = await numberFrom(url, ACCEPTED);
    const began = performance.now();
    await sink.forget();
    const { seconds } = await materialised(variables);
    await lane(variables, 'resume', laneOf);
    const sending = performance.now();
    const signing = 45;
    const signed = await sign(web.url, '/c/bench/signatures', URGENT_A_SECOND, signing);
    const underWay = await sink.count();
    // The sink's count costs nothing; to count half a million rows again and again would take a core of the two.
    await sink.until(recipients + signed.at.size);
    await untilNumber(url, ACCEPTED, (n) => n === before + recipients, 1_200_000);
    await untilNumber(
      url,
      `SELECT count(*) FROM batch WHERE state = 'completed' AND planned = ${recipients}`,
      (n) => n === 1,
    );
    const [all, sent] = [performance.now() - began, performance.now() - sending];
    const mails = await sink.all();
    const ids = new Set(mails.map(([, , id]) => id));
    if (mails.length !== recipients + signed.at.size || ids.size !== mails.length) {
      throw new Error(`${mails.length} mails with ${ids.size} ids for ${recipients} and ${signed.at.size}`);
    }
    await requireCount(
      url,
      `SELECT count(*) FROM message WHERE state IN ('in_doubt', 'failed', 'expired')`,
      0,
    );
    const waits = await urgentWaits(url, mails);
    if (underWay >= recipients) throw new Error('the mailing was over before the confirmations were');
    return [
      {
        what: `a mailing to ${figure(recipients)}, from its approval to its end, each once`,
        vigil: `${figure(all / 1_000)} s: written ${figure(recipients / seconds)}/s, sent ${figure((recipients * 1_000) / sent)}/s`,
        against: '',
        ratio: '',
      },
      {
        what: 'in it: memory (RSS) of the worker',
        vigil: `most ${figure(Math.max(...looks))} MiB, at its end ${figure(looks.at(-1) ?? 0)} MiB`,
        against: `at its beginning ${figure(looks[0] ?? 0)} MiB`,
        ratio: '',
      },
      {
        what: `in it: ${URGENT_A_SECOND} confirmations/s beside it, from the ledger's commit to the server's acceptance`,
        vigil: `p50 ${figure(at(waits, 0.5))} ms, p99 ${figure(at(waits, 0.99))} ms, last ${figure(at(waits, 1))} ms, of ${waits.length}`,
        against: '',
        ratio: '',
      },
    ];
  } finally {
    clearInterval(watch);
    await web.stop();
    await worker.stop();
  }
}

async function urgentWaits(url: string, mails: readonly [string, number, string][]): Promise<number[]> {
  const times = new Map(mails.map(([, time, id]) => [id, time] as const));
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; ms: number }>(
      `SELECT message_id AS id, extract(epoch FROM next_attempt_at)::float8 * 1000 AS ms FROM message WHERE kind = 'confirmation'`,
    );
    return rows.map(({ id, ms }) => (times.get(id) ?? Number.NaN) - ms).sort((a, b) => a - b);
  } finally {
    await client.end();
  }
}

function told(how: string, compared: Compared): Finding[] {
  const { vigil, pool, nodemailer, ofPool, ofNodemailer, materialised: written, bytes, cpuMicros } = compared;
  const what = `a mailing, ${how}: ${figure(bytes / 1_024, 1)} KiB each, ${CONNECTIONS} connections`;
  const findings: Finding[] = [
    {
      what,
      vigil: `${figure(vigil)}/s, ${figure(cpuMicros)} µs of the worker's CPU each`,
      against: `nodemailer's pooled sendMail: ${figure(nodemailer)}/s`,
      ratio: `${figure(ofNodemailer, 2)} ×`,
    },
  ];
  if (pool !== null && ofPool !== null) {
    findings.push({
      what: `${what}, against bare connections`,
      vigil: `${figure(vigil)}/s`,
      against: `bare SMTPConnections, one prebuilt buffer: ${figure(pool)}/s`,
      ratio: figure(ofPool, 2),
    });
    findings.push({
      what: `writing the messages of a mailing, ${figure(A_ROUND)}`,
      vigil: `${figure(written)} rows/s`,
      against: '',
      ratio: '',
    });
  }
  return findings;
}

async function keyFiles(folder: string) {
  const [file, second] = [join(folder, 'rsa.pem'), join(folder, 'ed25519.pem')];
  await generateKey('rsa', file);
  await generateKey('ed25519', second);
  const rsa = {
    VIGIL_DKIM_DOMAIN: 'example.org',
    VIGIL_DKIM_SELECTOR: 'bench',
    VIGIL_DKIM_KEY_FILE: file,
  };
  const both = { ...rsa, VIGIL_DKIM_ED25519_SELECTOR: 'bench-ed', VIGIL_DKIM_ED25519_KEY_FILE: second };
  return { file, rsa, both };
}

function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
