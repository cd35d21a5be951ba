import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import PostalMime from 'postal-mime';
import { lane, materialised, openCampaign, type Variables } from './mail-campaign.js';
import type { Sink } from './mail-sink.js';
import type { YardstickMail } from './mail-yardstick.js';
import { built } from './process.js';
import { numberFrom, startService, untilNumber } from './service.js';
import { addSupporters } from './supporters.js';

/** Recipients of the mailing of one round: so many that the engine's compiling in its first seconds is a small part. */
export const A_ROUND = 60_000;
/** Of the lane, and of each yardstick. */
export const CONNECTIONS = 64;
const ROUNDS = 3;
/** nodemailer's own way is slower by far: as many as take some ten seconds. */
const OF_NODEMAILER = 8_000;
const OF_NODEMAILER_SIGNED = 2_500;
/** How many mails of mailings the ledger knows as accepted. */
export const ACCEPTED = `SELECT count(*) FROM message WHERE state = 'accepted' AND kind = 'update'`;

/** The header list that the mail standards name for DKIM. */
const SIGNED =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'In-Reply-To:References:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID:Auto-Submitted';

/** The sink's address, with leave to hold as many connections as the yardsticks do. */
export function manyLines(sink: Sink): string {
  return `${sink.url}?connections=${CONNECTIONS}`;
}

/** Where a mailing is measured. */
export interface Ground {
  readonly variables: Variables;
  readonly data: string;
  readonly laneOf: string;
}

/** A campaign with its people, its letter and its supporters, whose lane is held. */
export async function prepared(folder: string, url: string, smtp: string): Promise<Ground> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const masterKey = randomBytes(32).toString('base64url');
  const variables = {
    DATABASE_URL: url,
    VIGIL_MASTER_KEY: masterKey,
    VIGIL_DATA_DIR: data,
    SMTP_URL: smtp,
    VIGIL_MAIL_FROM: 'The readers of Harbour Street <news@example.org>',
  };
  await (await startService(data, { env: variables })).stop();
  await openCampaign(variables);
  await addSupporters(url, masterKey, 'bench', A_ROUND);
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM campaign WHERE slug = 'bench'`);
  const laneOf = rows[0]?.id ?? '';
  await client.query(
    `INSERT INTO lane (id, key, connections, hold_reason, held_at) VALUES (gen_random_uuid(), $1, $2, 'bench', now())`,
    [`supporters:${laneOf}`, CONNECTIONS],
  );
  await client.end();
  return { variables, data, laneOf };
}

/** The medians of the rounds; the ratios are the medians of theirs. */
export interface Compared {
  readonly vigil: number;
  readonly pool: number | null;
  readonly nodemailer: number;
  readonly ofPool: number | null;
  readonly ofNodemailer: number;
  readonly materialised: number;
  readonly bytes: number;
  readonly cpuMicros: number;
}

/** Rounds in turn; each ratio is the median of the rounds'. */
export async function compared(
  ground: Ground,
  sink: Sink,
  {
    mail,
    env,
    key,
    poolToo = true,
  }: { mail: string; env: Readonly<Record<string, string>>; key?: string; poolToo?: boolean },
): Promise<Compared> {
  const rounds: { vigil: Rate; pool: number | null; nodemailer: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const vigil = await rate(ground, sink, env);
    if (!key && round === 0) writeFileSync(mail, JSON.stringify(await partsOf(vigil.example)));
    const pool = poolToo ? await yardstick(sink, ['pool', String(A_ROUND), mail]) : null;
    const amount = key ? OF_NODEMAILER_SIGNED : OF_NODEMAILER;
    const nodemailer = await yardstick(sink, ['nodemailer', String(amount), mail, ...(key ? [key] : [])]);
    rounds.push({ vigil, pool, nodemailer });
  }
  return {
    vigil: middle(rounds.map(({ vigil }) => vigil.perSecond)),
    pool: poolToo ? middle(rounds.map(({ pool }) => pool ?? 0)) : null,
    nodemailer: middle(rounds.map(({ nodemailer }) => nodemailer)),
    ofPool: poolToo ? middle(rounds.map(({ vigil, pool }) => vigil.perSecond / (pool ?? 1))) : null,
    ofNodemailer: middle(rounds.map(({ vigil, nodemailer }) => vigil.perSecond / nodemailer)),
    materialised: middle(rounds.map(({ vigil }) => vigil.materialised)),
    bytes: rounds[0]?.vigil.example.length ?? 0,
    cpuMicros: middle(rounds.map(({ vigil }) => vigil.cpuMicros)),
  };
}

/** One round. */
export interface Rate {
  readonly perSecond: number;
  readonly materialised: number;
  readonly cpuMicros: number;
  readonly connections: number;
  readonly example: string;
}

/** A mailing to all supporters there are, from the first mail's acceptance to the last's; then the ledger is counted. */
export async function rate(
  { variables, data, laneOf }: Ground,
  sink: Sink,
  env: Readonly<Record<string, string>>,
): Promise<Rate> {
  const url = variables.DATABASE_URL;
  const worker = await startService(data, {
    roles: 'worker',
    env: { ...variables, SMTP_URL: manyLines(sink), ...env },
  });
  try {
    const before = await numberFrom(url, ACCEPTED);
    const all = await numberFrom(url, `SELECT count(*) FROM signature WHERE state = 'confirmed'`);
    const { seconds } = await materialised(variables);
    await sink.forget();
    const cpu = worker.cpuMs();
    await lane(variables, 'resume', laneOf);
    const span = await sink.until(all);
    const cpuMicros = ((worker.cpuMs() - cpu) * 1_000) / all;
    await untilNumber(url, ACCEPTED, (n) => n === before + all);
    await lane(variables, 'pause', laneOf);
    if (span.mails !== all) throw new Error(`${span.mails} mails for ${all}`);
    return {
      perSecond: (span.mails * 1_000) / span.ms,
      materialised: all / seconds,
      cpuMicros,
      connections: span.connections,
      example: span.example,
    };
  } finally {
    await worker.stop();
  }
}

async function partsOf(raw: string): Promise<YardstickMail> {
  const { subject = '', text = '', html = '', headers } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const kept = ['list-id', 'list-unsubscribe-post', 'feedback-id', 'auto-submitted', 'precedence'];
  const own = headers.filter(({ key }) => kept.includes(key)).map(({ key, value }) => [key, value] as const);
  return {
    raw: `${raw}\r\n`,
    from: 'The readers of Harbour Street <news@example.org>',
    subject,
    text,
    html,
    headers: Object.fromEntries(own),
    signed: SIGNED,
  };
}

async function yardstick(
  sink: Sink,
  [mode, amount, ...files]: readonly [string, string, ...string[]],
): Promise<number> {
  await sink.forget();
  const child = fork(built('bench/mail-yardstick.js'), [
    mode,
    String(sink.port),
    String(CONNECTIONS),
    amount,
    ...files,
  ]);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the yardstick ended with ${String(code)}`);
  const { mails, ms } = await sink.until(Number(amount));
  return (mails * 1_000) / ms;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
