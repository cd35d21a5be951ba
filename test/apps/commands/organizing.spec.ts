import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { photograph } from '../../factories/photograph.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { runVigil, type Ran } from '../../support/run-vigil.js';

const MINA = 'mina@organizers.example';
const OMAR = 'omar@organizers.example';
const DEMO = 'templates/campaigns/demo.yaml';

let database: TestDatabase;
let vigil: (...args: string[]) => Promise<Ran>;

const told = async <T>(...args: string[]): Promise<T> => {
  const ran = await vigil(...args, '--json');
  expect([args, ran.code, ran.err]).toEqual([args, 0, '']);
  return ran.json() as T;
};
const refused = async (...args: string[]): Promise<string> => {
  const ran = await vigil(...args);
  expect([args, ran.code, ran.out]).toEqual([args, 1, '']);
  expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
  return ran.err;
};

beforeAll(async () => {
  database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'vigil-organizing-'));
  const variables = {
    VIGIL_DATA_DIR: folder,
    DATABASE_URL: database.url,
    VIGIL_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
  vigil = (...args) => runVigil(variables, ...args);
  for (const [email, name] of [
    [MINA, 'Mina'],
    [OMAR, 'Omar'],
  ] as const) {
    await told('organizer', 'invite', email, '--name', name);
  }
});

afterAll(() => database.close());

describe('a campaign by command', () => {
  it('is imported once, and the same file again changes nothing', async () => {
    expect(await told('campaign', 'import', DEMO)).toMatchObject({ slug: 'demo', outcome: 'created' });
    expect(await told('campaign', 'import', DEMO)).toMatchObject({ outcome: 'unchanged' });
  });

  it('is refused with line and reason when its file is faulty, in one sentence', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'vigil-file-')), 'faulty.yaml');
    writeFileSync(path, readFileSync(DEMO, 'utf8').replace('kind: rights', 'kind: wrongs'));
    expect(await refused('campaign', 'import', path)).toMatch(/line \d+: demands\[0\]\.kind/);
    expect(await refused('campaign', 'import', '/no/such/file')).toContain('ENOENT');
  });

  it('opens, is listed a page at a time, and is exported as a file that says the same', async () => {
    expect(await told('campaign', 'open', 'demo')).toEqual({ campaign: 'demo', state: 'open' });
    expect(await told('campaign', 'list', '--per-page', '1')).toMatchObject({ total: 1, perPage: 1 });
    const path = join(mkdtempSync(join(tmpdir(), 'vigil-file-')), 'demo.yaml');
    await told('campaign', 'export', 'demo', '--to', path);
    const again = await told('campaign', 'import', path);
    expect(again).toMatchObject({ newText: false, newLetterVersions: [], keptStatuses: [] });
    expect(await refused('campaign', 'open', 'demo')).toContain('is open');
    expect(await refused('campaign', 'open', 'nowhere')).toContain('there is no campaign nowhere');
  });
});

describe('the look of a campaign by command', () => {
  it('is a colour that can be read and a picture, which goes out beside the file and away only when that is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-look-'));
    const [photo, path] = [join(folder, 'photo.jpg'), join(folder, 'demo.yaml')];
    await (await photograph(500, 400)).jpeg().toFile(photo);
    const colour = await told('campaign', 'colour', 'demo', '#ffdd00');
    expect(colour).toEqual({ campaign: 'demo', colour: '#ffdd00', light: '#7d6b00', dark: '#ffdd00' });
    expect(await refused('campaign', 'picture', 'demo', DEMO, '--decorative')).toContain('not a JPEG, PNG, WebP or AVIF');
    expect(await refused('campaign', 'picture', 'demo', photo, '--alt', 'en=Tents')).toContain('in fa what the picture shows');
    await told('campaign', 'picture', 'demo', photo, '--alt', 'en=Tents', 'fa=چادرها', 'ar=خيام');
    const again = ['campaign', 'picture', 'demo', photo, '--decorative'];
    expect(await vigil(...again)).toMatchObject({ code: 2 });
    await told('campaign', 'export', 'demo', '--to', path);
    await told('campaign', 'picture', 'demo', '--remove', '--yes');
    expect(await told('campaign', 'import', path)).toMatchObject({ outcome: 'changed', newText: false });
    expect(readFileSync(join(folder, 'demo.jpg')).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    await told('campaign', 'picture', 'demo', '--decorative');
  }, 60_000);
}); // prettier-ignore

describe('two organizers by command', () => {
  let mailing: string;

  it('are nobody in a campaign until they are given a role', async () => {
    await refused('letter', 'submit', 'demo', 'to-the-town', '--as', MINA);
    for (const email of [MINA, OMAR]) await told('organizer', 'grant', email, 'demo', '--role', 'organizer');
    expect(await told('organizer', 'list')).toMatchObject({ total: 2 });
    const third = ['organizer', 'invite', 'ida@organizers.example', '--name', 'Ida', '--campaign', 'demo'];
    expect(await told(...third, '--role', 'viewer')).toMatchObject({ campaign: 'demo', role: 'viewer' });
  });

  it('need one another for a letter', async () => {
    await told('letter', 'submit', 'demo', 'to-the-town', '--as', MINA);
    expect(await refused('letter', 'approve', 'demo', 'to-the-town', '--as', MINA)).toContain(
      'cannot approve',
    );
    expect(await told('letter', 'approve', 'demo', 'to-the-town', '--as', OMAR)).toMatchObject({
      state: 'approved',
    });
    expect(await told('letter', 'list', 'demo', '--as', OMAR)).toMatchObject({ total: 2 });
  });

  it('need one another for a mailing, which is bound to what was seen', async () => {
    const plan = ['mailing', 'plan', 'demo', 'to-the-town', '--acknowledge-old-statuses', '--as', MINA];
    mailing = (await told<{ id: string }>(...plan)).id;
    const { sha256 } = await told<{ sha256: string }>('mailing', 'submit', mailing, '--as', MINA);
    const preview = await told<{ sha256: string; letters: { to: string }[] }>(
      'mailing',
      'preview',
      mailing,
      '--as',
      OMAR,
    );
    expect(preview.sha256).toBe(sha256);
    expect(preview.letters).toHaveLength(2);
    await refused('mailing', 'approve', mailing, '--as', MINA);
    const other = '0'.repeat(64);
    expect(await refused('mailing', 'approve', mailing, '--seen', other, '--as', OMAR)).toContain('changed');
    await told('mailing', 'approve', mailing, '--seen', sha256, '--as', OMAR);
    expect(await told('mailing', 'status', mailing, '--as', OMAR)).toMatchObject({ state: 'approved' });
    expect(await told('mailing', 'list', 'demo', '--as', OMAR)).toMatchObject({ total: 1 });
  });

  it('can call it off', async () => {
    await told('mailing', 'cancel', mailing, '--as', OMAR);
    expect(await told('mailing', 'status', mailing, '--as', MINA)).toMatchObject({ state: 'cancelled' });
    await refused('mailing', 'cancel', mailing, '--as', OMAR);
  });

  it('renew a demand and see which day comes next', async () => {
    const renew = [
      'demand',
      'set',
      'demo',
      'hearing',
      '--status',
      'unmet',
      '--as-of',
      '2026-11-01',
      '--as',
      MINA,
    ];
    expect(await told(...renew)).toMatchObject({ status: 'unmet' });
    const { items } = await told<{ items: { ordinal: string }[] }>(
      'anniversary',
      'list',
      'demo',
      '--count',
      '2',
    );
    expect(items).toHaveLength(2);
    await told('anniversary', 'raise');
  });
});

describe('the operator by command', () => {
  it('verifies the audit, the key and the count', async () => {
    expect(await told('audit', 'verify')).toMatchObject({ broken: null });
    expect(await told('key', 'check')).toEqual({ fits: true });
    expect(await told('tally', 'rebuild')).toMatchObject({ agreed: true });
  });

  it('proves the count, is told of a departure with 1, and has it repaired', async () => {
    expect(await told('tally', 'proof')).toMatchObject({ outcome: 'agreed', departures: [] });
    const source = await database.dataSource();
    await source.query(
      `INSERT INTO published_tally SELECT id, 5, now() FROM campaign WHERE slug = 'demo'
       ON CONFLICT (campaign_id) DO UPDATE SET confirmed = 5`,
    );
    const proof = await vigil('tally', 'proof');
    expect([proof.code, proof.err]).toEqual([1, '']);
    expect(proof.out).toMatch(/^demo +confirmed +5 +0$/m);
    const doctor = await vigil('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/^BAD {2}count: on \d{4}-\d\d-\d\d it departed/m);
    expect(await told('tally', 'rebuild')).toMatchObject({
      agreed: false,
      changed: [{ published: 5, counted: 0 }],
    });
    expect((await vigil('doctor')).out).toMatch(/^ok {3}count: on \d{4}-\d\d-\d\d it was counted anew/m);
    expect(await told('tally', 'proof')).toMatchObject({ before: { outcome: 'repaired' } });
    expect((await vigil('doctor')).out).toMatch(/^ok {3}count: .* it agreed with the signatures$/m);
  });

  it('pauses all signing with a reason, which an organizer may not', async () => {
    expect(await told('signing', 'status')).toEqual({ paused: false });
    expect((await vigil('signing', 'pause')).code).toBe(2);
    expect(await refused('signing', 'pause', '--reason', 'x', '--as', MINA)).toContain('does not allow');
    expect(await told('signing', 'pause', '--reason', 'The relay is down.')).toMatchObject({ paused: true });
    expect(await refused('signing', 'pause', '--reason', 'again')).toContain('paused already');
    expect((await vigil('signing', 'status')).out).toMatch(
      /paused in all campaigns since .*: The relay is down\./,
    );
    expect(await told('signing', 'resume')).toEqual({ paused: false });
    expect(await refused('signing', 'resume')).toContain('not paused');
  });

  it('makes a sign-in link', async () => {
    const { url } = await told<{ url: string }>('organizer', 'sign-in', MINA);
    expect(url).toMatch(/^http:\/\/localhost:3000\/console\/sign-in\/[\w-]{43}$/);
    expect(await refused('organizer', 'sign-in', 'nobody@organizers.example')).toContain(
      'there is no organizer',
    );
  });

  it('answers 2 to ids, days and roles that cannot be meant', async () => {
    for (const args of [
      ['mailing', 'status', 'x', '--as', MINA],
      ['mailing', 'status', 'x'],
      ['organizer', 'grant', MINA, 'demo', '--role', 'king'],
      [
        'anniversary',
        'simulate',
        '--day',
        '2026-02-30',
        '--time',
        '09:00',
        '--zone',
        'UTC',
        '--from',
        '2026-01-01',
      ],
    ]) {
      expect([args, (await vigil(...args)).code]).toEqual([args, 2]);
    }
  });

  it('simulates a rule without touching anything', async () => {
    const rule = [
      '--day',
      '2013-09-01',
      '--time',
      '09:00',
      '--zone',
      'Asia/Baghdad',
      '--from',
      '2015-01-01',
      '--years',
      '2',
    ];
    const keepings = await told<{ n: number; at: string }[]>('anniversary', 'simulate', ...rule);
    expect(keepings.map(({ n }) => n)).toEqual([2, 3]);
    expect(keepings[0]?.at).toBe('2015-09-01T06:00:00.000Z');
    const own = await told<{ n: number }[]>('anniversary', 'simulate', 'demo', '--years', '2');
    expect(own).toHaveLength(2);
    expect((await vigil('anniversary', 'simulate')).code).toBe(2);
  });
});
