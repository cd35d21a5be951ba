import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Challenge } from 'altcha-lib';
import type { DataSource } from 'typeorm';
import { tokenHash } from '../../src/platform/crypto/token.js';
import { type CrowdForm, honest, mixed, stuffers } from '../factories/crowd.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn } from '../support/mailbox.js';
import { type Service, startService } from '../support/service.js';
import { smtpSink, type SmtpSink } from '../support/smtp-sink.js';
import { solveProof } from '../support/solve-proof.js';

/** Somebody at a browser: where they sit, and whether the browser runs scripts. */
interface Visitor extends CrowdForm {
  readonly network: string;
  readonly script: boolean;
}

const AT_ONCE = 6;
const SLOWER_THAN_A_MACHINE_MS = 3_200;

let database: TestDatabase;
let db: DataSource;
let sink: SmtpSink;
let service: Service;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource();
  sink = await smtpSink();
  service = await startService({
    DATABASE_URL: database.url,
    VIGIL_MASTER_KEY: randomBytes(32).toString('base64url'),
    SMTP_URL: sink.url,
    VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
    VIGIL_TRUST_PROXY: '127.0.0.0/8,::1/128',
  });
}, 90_000);

afterAll(async () => {
  await service.remove();
  await sink.close();
  await database.close();
});

/** Ten shared networks: hostels, offices, an exit of Tor; who has no JavaScript there sends no proof of work. */
const people: Visitor[] = honest(200).map((form, n) => ({
  ...form,
  network: `198.51.100.${n % 10}`,
  script: !form.flags.includes('proof-missing'),
}));

/** Every fourth mailbox comes from a network of its own; each does all that the page asks for. */
const attackers: Visitor[] = stuffers(200, 20).map((form, n) => ({
  ...form,
  network: `203.0.113.${n % 50}`,
  script: true,
}));

async function inTurn<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const one = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function openPage({ network }: Visitor): Promise<string> {
  const page = await fetch(`${service.url}/en/c/ashraf`, { headers: { 'x-forwarded-for': network } });
  const stamp = /name="stamp" value="([^"]+)"/.exec(await page.text())?.[1];
  if (!stamp) throw new Error('the form has no stamp');
  return stamp;
}

async function proof({ network }: Visitor): Promise<string> {
  const answer = await fetch(`${service.url}/c/ashraf/challenge.json`, {
    headers: { 'x-forwarded-for': network },
  });
  return (await solveProof((await answer.json()) as Challenge)).text;
}

async function sign(visitor: Visitor, stamp: string): Promise<void> {
  const { name, email, network, script, flags } = visitor;
  const body = new URLSearchParams({ name, email, visibility: 'counted', country: '', comment: '' });
  if (!flags.includes('stamp-missing')) body.set('stamp', stamp);
  if (script) body.set('altcha', await proof(visitor));
  const answer = await fetch(`${service.url}/en/c/ashraf/signatures`, {
    method: 'POST',
    body,
    headers: { 'x-forwarded-for': network },
    redirect: 'manual',
  });
  expect(answer.status).toBe(303);
}

/** Follows the link of every mail and presses the button; answers the token by address. */
async function confirmAll(visitors: readonly Visitor[]): Promise<Map<string, string>> {
  const addresses = new Set(visitors.map(({ email }) => email.toLowerCase()));
  const mails = await eventually(() => {
    const found = sink.mails.filter(({ to }) => addresses.has(to.toLowerCase()));
    return found.length >= visitors.length && found;
  }, 60_000);
  const tokens = new Map<string, string>();
  await inTurn(mails, async ({ to, source }) => {
    const link = confirmLinkIn(await PostalMime.parse(source));
    const thanks = await fetch(link, { method: 'POST' });
    expect(thanks.status).toBe(200);
    tokens.set(to.toLowerCase(), link.slice(link.lastIndexOf('/') + 1));
  });
  return tokens;
}

async function heldAmong(
  visitors: readonly Visitor[],
  tokens: ReadonlyMap<string, string>,
): Promise<string[]> {
  const hashes = visitors.map(({ email }) => tokenHash(tokens.get(email.toLowerCase())!));
  const rows = await db.query<{ held: string; reasons: string }[]>(
    `SELECT held, array_to_string(hold_reasons, ' ') AS reasons FROM signature
      WHERE confirm_hash = ANY ($1::bytea[]) AND state = 'confirmed'`,
    [hashes],
  );
  expect(rows).toHaveLength(visitors.length);
  return rows.filter(({ held }) => held !== 'no').map(({ reasons }) => reasons);
}

describe('the count is stuffed', () => {
  it('by 200 mailboxes on 20 domains, all confirmed: they are held, and none of 200 people beside them', async () => {
    const stamps = new Map<string, string>();
    const everybody = mixed(people, attackers);
    const opened = Date.now();
    await inTurn(everybody, async (visitor) => void stamps.set(visitor.email, await openPage(visitor)));
    await eventually(() => Date.now() - opened > SLOWER_THAN_A_MACHINE_MS);
    await inTurn(everybody, (visitor) => sign(visitor, stamps.get(visitor.email)!));

    const tokens = await confirmAll(everybody);
    const attackersHeld = await eventually(async () => {
      const held = await heldAmong(attackers, tokens);
      return held.length >= 190 && held;
    }, 30_000);
    const peopleHeld = await heldAmong(people, tokens);

    process.stdout.write(
      `held: ${String(attackersHeld.length)} of 200 attackers, ${String(peopleHeld.length)} of 200 people\n`,
    );
    expect(peopleHeld).toEqual([]);
    expect(new Set(attackersHeld)).toEqual(new Set(['domain-cluster']));
    await eventually(async () => {
      const answer = await fetch(`${service.url}/c/ashraf/progress.json`);
      return ((await answer.json()) as { confirmed: number }).confirmed === 400 - attackersHeld.length;
    }, 20_000);

    const { stdout } = await service.vigil('alert', 'list', '--json');
    expect((JSON.parse(stdout) as { items: { kind: string }[] }).items).toContainEqual(
      expect.objectContaining({ kind: 'domain-cluster' }),
    );
    expect(service.output()).toContain('something unusual in a campaign');
    expect(service.output()).not.toMatch(/post-\d+\.example|198\.51\.100|203\.0\.113/);
  }, 240_000);
});
