import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entities } from '../src/apps/data-source.js';
import { ScopeKeyStore } from '../src/domain/keys/scope-key.store.js';
import { ScopeKeys } from '../src/domain/keys/scope-keys.js';
import { SystemClock } from '../src/kernel/clock.js';
import { MasterKey } from '../src/platform/config/master-key.js';
import { deriveToken } from '../src/platform/crypto/token.js';
import { openDataSource } from '../src/platform/database/open-data-source.js';
import { inTurn, ratioOf, sentInTurn, told } from './in-turn.js';
import { type Request, signature } from './load.js';
import type { Finding } from './report.js';
import { seeded } from './seeded.js';
import { CAMPAIGN, requireCount, startService, startYardstick } from './service.js';

const AMOUNT = 10_000;
const CONNECTIONS = [50, 200];

/**
 * Confirmations of signatures that wait for theirs, each link's button pressed once and the thank-you page answered,
 * against a bare Fastify that only validates a sign form.
 */
export async function confirmations(
  folder: string,
  data: string,
  env: Readonly<Record<string, string>>,
): Promise<Finding[]> {
  const { DATABASE_URL: url = '', VIGIL_MASTER_KEY: key = '' } = env;
  const tokens = await tokensOf(url, key, sentInTurn(AMOUNT) * CONNECTIONS.length);
  const page = join(folder, 'page.html');
  writeFileSync(page, 'ready');
  const web = await startService(data, { roles: 'web', env });
  const yardstick = await startYardstick(page);
  try {
    const findings: Finding[] = [];
    for (const connections of CONNECTIONS) {
      const request = confirming(tokens);
      const ofBare = signature(`${CAMPAIGN}/signatures`);
      const compared = await inTurn(web, yardstick, AMOUNT, { request, ofBare, connections });
      findings.push({
        what: `POST of a confirmation, thank-you page and all, ${connections} connections`,
        vigil: told(compared.vigil),
        against: `Fastify, validates a sign form: ${told(compared.bare)}`,
        ratio: ratioOf(compared),
      });
    }
    const confirmed = `SELECT count(*) FROM signature WHERE state = 'confirmed'`;
    await requireCount(url, confirmed, sentInTurn(AMOUNT) * CONNECTIONS.length);
    return findings;
  } finally {
    await yardstick.stop();
    await web.stop();
  }
}

/** Confirmation tokens as the worker puts them into its mails, mixed: nobody confirms in the order of signing. */
async function tokensOf(url: string, masterKey: string, amount: number): Promise<string[]> {
  const source = await openDataSource({ url, role: 'vigil_worker', entities });
  try {
    const master = new MasterKey(Buffer.from(masterKey, 'base64url'));
    const keys = new ScopeKeys(source, new ScopeKeyStore(), master, new SystemClock());
    const rows = await source.query<{ id: string; scope: string; issue: number }[]>(
      `SELECT id, campaign_id AS scope, issue FROM signature WHERE state = 'pending' LIMIT $1`,
      [amount],
    );
    if (rows.length !== amount) throw new Error(`${rows.length} signatures wait, and should be ${amount}`);
    const tokens: string[] = [];
    for (const { id, scope, issue } of rows) {
      const { tokenKey } = await keys.ring(scope);
      tokens.push(deriveToken(tokenKey, 'confirm', id, issue));
    }
    return mixed(tokens);
  } finally {
    await source.destroy();
  }
}

/** In another order, the same in each run (Fisher and Yates). */
function mixed(tokens: readonly string[]): string[] {
  const all = [...tokens];
  const random = seeded(2013);
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a = '', b = ''] = [all[last], all[other]];
    all[last] = b;
    all[other] = a;
  }
  return all;
}

/** Takes the tokens one after the other. */
function confirming(tokens: string[]): () => Request {
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
  return () => ({ method: 'POST', path: `/confirm/${tokens.pop() ?? ''}`, headers, body: '' });
}
