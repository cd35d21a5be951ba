import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { openDataSource } from '../src/platform/database/open-data-source.js';
import { TallyStore } from '../src/domain/signatures/tally.store.js';
import { load, type Load, median, signature } from './load.js';
import { multiplySignatures, confirmSome } from './million-signatures.js';
import type { Running } from './process.js';
import { figure, type Finding } from './report.js';
import { CAMPAIGN, databaseOf, startService, untilNumber } from './service.js';

const FEW = 1_000;
const PENDING = 110_000;
const ROUNDS = 3;
const VIEWS = 10_000;
const page = { method: 'GET', path: CAMPAIGN } as const;

/** What a campaign of so many signatures weighs, how long its count takes, and that its page does not notice. */
export function million(amount: number): (folder: string) => Promise<Finding[]> {
  return async (folder) => {
    const large = await withAFew(join(folder, 'large'));
    const small = await withAFew(join(folder, 'small'));
    const url = databaseOf(join(folder, 'large'));
    const client = new pg.Client(url);
    await client.connect();
    try {
      await multiplySignatures(client, amount, Math.min(PENDING, amount / 2));
      const weighed = await weight(client);
      const counted = await counting(client, url, amount);
      return [weighed, ...counted, await views(large, small, amount)];
    } finally {
      await client.end();
      await small.stop();
      await large.stop();
    }
  };
}

async function withAFew(folder: string): Promise<Running> {
  const service = await startService(folder);
  await load(service.url, FEW, signature(`${CAMPAIGN}/signatures`));
  await untilNumber(databaseOf(folder), 'SELECT count(*) FROM signature', (n) => n === FEW);
  return service;
}

async function weight(client: pg.Client): Promise<Finding> {
  const { rows: parts } = await client.query<{ name: string; bytes: number }>(
    `SELECT indexrelname AS name, pg_relation_size(indexrelid)::float8 AS bytes
       FROM pg_stat_user_indexes WHERE relname = 'signature' ORDER BY 2 DESC`,
  );
  const { rows } = await client.query<{ heap: number; apart: number; indexes: number; n: number }>(
    `SELECT pg_relation_size('signature')::float8 AS heap,
            (pg_table_size('signature') - pg_relation_size('signature'))::float8 AS apart,
            pg_indexes_size('signature')::float8 AS indexes, (SELECT count(*) FROM signature)::float8 AS n`,
  );
  const { heap = 0, apart = 0, indexes = 0, n = 1 } = rows[0] ?? {};
  const each = (bytes: number) => `${figure(bytes / n)} B`;
  return {
    what: `a signature on disk, of ${figure(n)}`,
    vigil: `${each(heap + apart + indexes)}: row ${each(heap)}, apart ${each(apart)}, indexes ${each(indexes)}`,
    against: parts.map(({ name, bytes }) => `${name} ${figure(bytes / 2 ** 20)} MiB`).join(', '),
    ratio: '',
  };
}

/** The service beside it counts on its clock as well: one transaction confirms, so that no step of its comes between. */
async function counting(client: pg.Client, url: string, amount: number): Promise<Finding[]> {
  const source = await openDataSource({ url, entities: [] });
  const tallies = new TallyStore();
  const timed = async (work: 'fold' | 'rebuild') => {
    const began = performance.now();
    await source.transaction((tx) => tallies[work](tx, new Date()));
    return `${figure(performance.now() - began)} ms`;
  };
  try {
    await timed('fold');
    await client.query('BEGIN');
    await confirmSome(client, 2_000);
    await client.query('COMMIT');
    const minute = await timed('fold');
    await client.query('BEGIN');
    const most = Math.min(100_000, amount / 4);
    const seconds = await confirmSome(client, most);
    await client.query('COMMIT');
    const surge = await timed('fold');
    const rebuilt = await timed('rebuild');
    return [
      { what: 'counting after 2,000 confirmations', vigil: minute, against: '', ratio: '' },
      { what: `counting after ${figure(most)} confirmations`, vigil: surge, against: '', ratio: '' },
      { what: `counting all ${figure(amount)} anew`, vigil: rebuilt, against: '', ratio: '' },
      {
        what: `confirming in groups of 200 among ${figure(amount)}, one connection, in the database`,
        vigil: `${figure(most / seconds)}/s`,
        against: '',
        ratio: '',
      },
    ];
  } finally {
    await source.destroy();
  }
}

async function views(large: Running, small: Running, amount: number): Promise<Finding> {
  for (const { url } of [large, small]) await load(url, VIEWS / 5, page);
  const loads: Record<'large' | 'small', Load[]> = { large: [], small: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    loads.small.push(await load(small.url, VIEWS, page));
    loads.large.push(await load(large.url, VIEWS, page));
  }
  const [much, little] = [median(loads.large), median(loads.small)];
  const told = ({ perSecond, p50, p99 }: Load) =>
    `${figure(perSecond)}/s, p50 ${figure(p50)} ms, p99 ${figure(p99)} ms`;
  return {
    what: `campaign page with ${figure(amount)} signatures, 50 connections`,
    vigil: told(much),
    against: `with ${figure(FEW)}: ${told(little)}`,
    ratio: figure(much.perSecond / little.perSecond, 2),
  };
}
