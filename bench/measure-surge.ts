import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { built, freePort, pause, type Running } from './process.js';
import { figure, type Finding } from './report.js';
import { CAMPAIGN, databaseOf, requireCount, startService } from './service.js';
import { type Signed, sign } from './signers.js';

const SIGNATURES_A_SECOND = 300;
const VIEWS_A_SECOND = 2_000;
/** Share of the time after which memory is looked at first: two minutes of ten. */
const SETTLED = 0.2;

/** So many minutes of 300 signatures and 2,000 views a second on the one process, every mail accepted; then the count. */
export function surge(minutes: number): (folder: string) => Promise<Finding[]> {
  return async (folder) => {
    const port = await freePort();
    const sink = fork(built('bench/sink.js'), [String(port)]);
    await saidBy(sink);
    const data = join(folder, 'data');
    const service = await startService(data, { env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    const viewers = spawn(process.execPath, [
      built('bench/viewers.js'),
      `${service.url}${CAMPAIGN}`,
      String(VIEWS_A_SECOND),
    ]);
    try {
      const memory = watchMemory(service, minutes * 60_000);
      const signed = await sign(service.url, `${CAMPAIGN}/signatures`, SIGNATURES_A_SECOND, minutes * 60);
      const seen = await ended(viewers);
      const mailed = await mailsOf(sink, signed.at.size);
      await requireCount(databaseOf(data), 'SELECT count(*) FROM signature', signed.at.size);
      return found(minutes, signed, mailed, await memory, seen);
    } finally {
      viewers.kill('SIGKILL');
      await service.stop();
      sink.kill();
    }
  };
}

function found(
  minutes: number,
  { at, refused }: Signed,
  mailed: readonly [string, number][],
  { settled, last, most }: { settled: number; last: number; most: number },
  seen: { answered: number; failed: number },
): Finding[] {
  const times = new Map(mailed);
  const sent = [...at.keys()];
  const missing = sent.filter((email) => !times.has(email)).length;
  if (missing > 0 || mailed.length !== sent.length || times.size !== sent.length) {
    throw new Error(
      `${mailed.length} mails to ${times.size} addresses for ${sent.length}; ${missing} had none`,
    );
  }
  const waits = sent.map((email) => (times.get(email) ?? 0) - (at.get(email) ?? 0)).sort((a, b) => a - b);
  const share = (part: number) => `${figure(waits[Math.floor(waits.length * part)] ?? 0)} ms`;
  const others = [...refused].map(([what, n]) => `${n} × ${what}`).join(', ');
  const name = `${minutes} min of ${SIGNATURES_A_SECOND} signatures/s and ${VIEWS_A_SECOND} views/s`;
  return [
    {
      what: `${name}: from the answer to the mail's acceptance`,
      vigil: `p50 ${share(0.5)}, p99 ${share(0.99)}, last ${share(0.99999)}`,
      against: '',
      ratio: '',
    },
    {
      what: 'in it: signatures kept and mails accepted, each once; views',
      vigil: `${figure(sent.length)} of each; ${figure(seen.answered / minutes / 60)} views/s`,
      against:
        others === '' && seen.failed === 0 ? 'nothing refused' : `${others} ${seen.failed} views failed`,
      ratio: '',
    },
    {
      what: 'in it: memory (RSS) of the one process at its end',
      vigil: `${figure(last)} MiB, most ${figure(most)} MiB`,
      against: `after ${figure(SETTLED * 100)} % of the time: ${figure(settled)} MiB`,
      ratio: figure(last / settled, 2),
    },
  ];
}

/** The mean of a few looks, since a collection may just have been. */
async function watchMemory(service: Running, forMs: number) {
  const looks: number[] = [];
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    looks.push(service.rss());
    await pause(forMs / 200);
  }
  const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  const at = Math.floor(looks.length * SETTLED);
  return {
    settled: mean(looks.slice(at - 2, at + 3)),
    last: mean(looks.slice(-5)),
    most: Math.max(...looks),
  };
}

async function mailsOf(sink: ChildProcess, wanted: number): Promise<[string, number][]> {
  for (let patience = 120; patience > 0; patience -= 1) {
    sink.send('count');
    if (((await saidBy(sink)) as number) >= wanted) break;
    await pause(1_000);
  }
  sink.send('all');
  return (await saidBy(sink)) as [string, number][];
}

function saidBy(sink: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => sink.once('message', resolve));
}

async function ended(viewers: ChildProcess): Promise<{ answered: number; failed: number }> {
  let said = '';
  viewers.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = new Promise((resolve) => viewers.once('close', resolve));
  viewers.kill('SIGTERM');
  await closed;
  return JSON.parse(said) as { answered: number; failed: number };
}
