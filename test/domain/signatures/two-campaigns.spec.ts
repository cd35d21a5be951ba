import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { supporterTokens } from '../../../src/domain/signatures/supporter-tokens.js';
import { SuppressDisowned } from '../../../src/domain/signatures/suppress-disowned.js';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const RUN = 8;

/** Every table that holds something of one person, and its columns whose words are the same for everybody. */
const tables: Readonly<Record<string, { readonly of: string; readonly common: readonly string[] }>> = {
  signature: {
    of: 'campaign_id',
    // Words of closed lists, the version of the text that is signed, and days.
    common: ['text_version', 'visibility', 'locale', 'country', 'flags', 'state', 'held', 'hold_reasons'],
  },
  // What a person chose to show is shown.
  public_name: { of: 'campaign_id', common: ['shown'] },
  signal_count: { of: 'campaign_id', common: ['kind'] },
  velocity_mark: { of: 'campaign_id', common: ['kind', 'signal'] },
  // One lane for all mail that answers somebody; the states of a mail.
  message: { of: 'scope', common: ['lane_id', 'kind', 'locale', 'state', 'outcome'] },
  intake: { of: 'scope', common: ['flags'] },
  withdrawal_reason: { of: 'campaign_id', common: [] },
  suppression: { of: 'scope', common: ['reason'] },
};

let world: SigningWorld;
let other: string;

beforeAll(async () => {
  world = await SigningWorld.open();
  other = (await publishCampaign(world.db, { slug: 'other' })).id;
  await world.get(ScopeKeys).create(world.db.manager, other);
});
afterAll(() => world.close());

/** What the links of a campaign's newest mail are made of. */
async function tokens(scope: string) {
  const ring = await world.get(ScopeKeys).ring(scope);
  const [mail] = await world.db.query<[{ ref: string; issue: number }]>(
    `SELECT m.ref, m.issue FROM message m JOIN signature s ON s.id = m.ref
      WHERE m.scope = $1 AND m.kind = 'confirmation' ORDER BY m.ctid DESC LIMIT 1`,
    [scope],
  );
  return supporterTokens(ring.tokenKey, mail.ref, mail.issue);
}

/** All that one person can leave in a campaign: confirmed and shown, unconfirmed, disowned, a reason, a form that waits. */
async function leaveEverything(scope: string): Promise<void> {
  const said = { news: true, visibility: 'name', country: 'DE', comment: 'For the families.' };
  await world.sign({ ...said, email: 'suzie@example.org' }, scope);
  await world.acts.confirm((await tokens(scope)).confirm);
  await world.get(PublishNames).run();
  await world.sign({ ...said, email: 'not.mine@example.org' }, scope);
  await world.acts.notMe((await tokens(scope)).notMe);
  await world.get(SuppressDisowned).run();
  await world.sign({ ...said, email: 'waiting@example.org' }, scope);
  await world.submit.run({
    scope,
    form: { kind: 'withdrawal-reason', reason: 'I moved to another country.' },
  });
  await world.decide();
}

interface Value {
  readonly column: string;
  readonly bytes: Buffer;
}

/** Every value of a campaign's rows that has bytes of its own: bytea and uuid as they are, texts as they are written. */
async function valuesIn(table: string, scope: string): Promise<Value[]> {
  const { of, common } = tables[table]!;
  const rows = await world.db.query<Record<string, unknown>[]>(`SELECT * FROM ${table} WHERE ${of} = $1`, [
    scope,
  ]);
  expect(rows.length > 0 || table === 'velocity_mark').toBe(true);
  return rows.flatMap((row) =>
    Object.entries(row)
      .filter(([column]) => !common.includes(column))
      .flatMap(([column, value]) => bytesOf(value).map((bytes) => ({ column: `${table}.${column}`, bytes }))),
  );
}

function bytesOf(value: unknown): Buffer[] {
  if (Buffer.isBuffer(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(bytesOf);
  if (typeof value !== 'string') return [];
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? [Buffer.from(value.replaceAll('-', ''), 'hex')]
    : // Behind the @ of a Message-ID stands the instance.
      [Buffer.from(value.replace(/(?<=^<[^@]*)@[^@]*>$/, ''))];
}

/** The runs of eight bytes that occur in both, by the columns in which they do. */
function shared(one: readonly Value[], two: readonly Value[]): string[] {
  const runs = new Map<string, string>();
  const each = ({ bytes }: Value, see: (run: string) => void) => {
    for (let at = 0; at + RUN <= bytes.length; at++) see(bytes.toString('latin1', at, at + RUN));
  };
  for (const value of one) each(value, (run) => runs.set(run, value.column));
  const found = new Set<string>();
  for (const value of two) {
    each(value, (run) => {
      const column = runs.get(run);
      if (column) found.add(`${column} and ${value.column}`);
    });
  }
  return [...found].sort();
}

describe('one person in two campaigns', () => {
  it('leaves rows that share no run of eight bytes, in whatever table and column', async () => {
    for (const scope of [world.campaignId, other]) await leaveEverything(scope);
    for (const scope of [world.campaignId, other]) await world.send({ comment: 'For the families.' }, scope);
    const [one, two] = await Promise.all(
      [world.campaignId, other].map(async (scope) =>
        (await Promise.all(Object.keys(tables).map((table) => valuesIn(table, scope)))).flat(),
      ),
    );
    expect(new Set(one!.map(({ column }) => column))).toEqual(new Set(two!.map(({ column }) => column)));
    expect(shared(one!, two!)).toEqual([]);
    // What is looked for would be found: the same rows share everything with themselves.
    expect(shared(one!, one!)).toContain('signature.email_index and signature.email_index');
    const contact = one!.find(({ column }) => column === 'signature.contact')!;
    expect(shared(one!, [...two!, contact])).toEqual(['signature.contact and signature.contact']);
  });

  it('is looked for in every table that could hold something of a person', async () => {
    const found = await world.db.query<{ name: string }[]>(
      `SELECT DISTINCT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'bytea' AND table_name IN (
          SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'
             AND column_name IN ('campaign_id', 'scope'))`,
    );
    // Keys and what is sent together are of nobody; a report is a mail server's text, sealed, of one mail of one campaign.
    const others = ['scope_key', 'published_key', 'batch', 'inbound_event', 'campaign_picture'];
    const names = found.map(({ name }) => name);
    expect(names.filter((name) => !tables[name] && !others.includes(name))).toEqual([]);
  });
});
