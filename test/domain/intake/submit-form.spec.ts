import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { FormTooLarge, IntakeFull } from '../../../src/domain/intake/intake.errors.js';
import { IntakeStore } from '../../../src/domain/intake/intake.store.js';
import { OpenForms } from '../../../src/domain/intake/open-forms.js';
import { SubmitForm } from '../../../src/domain/intake/submit-form.js';
import { NoKeys } from '../../../src/domain/keys/keys.errors.js';
import { PublishedKeys } from '../../../src/domain/keys/published-keys.js';
import { ScopeKeyStore } from '../../../src/domain/keys/scope-key.store.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { MasterKey } from '../../../src/platform/config/master-key.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

let db: TestDatabase;
let source: DataSource;
let keys: ScopeKeys;
let submit: SubmitForm;
const store = new IntakeStore();
const clock = new FakeClock();
const scope = randomUUID();

beforeAll(async () => {
  db = await freshDatabase();
  source = await db.dataSource();
  keys = new ScopeKeys(source, new ScopeKeyStore(), new MasterKey(randomBytes(32)), clock);
  await keys.create(source.manager, scope);
  const web = db.webDatabase();
  submit = new SubmitForm(web, new PublishedKeys(web, clock), clock);
});

beforeEach(() => source.query('DELETE FROM intake'));

afterAll(() => db.close());

const form = (n: number) => ({ kind: 'sign', name: `Name ${n}`, email: `n${n}@example.org` });

describe('submitting a form', () => {
  it('makes one sealed row for each form and asks for the deciding, whatever the form holds', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => submit.run({ scope, form: form(n), flags: ['fast'] })),
    );
    expect(await store.count(source.manager)).toEqual({ waiting: 200, aside: 0 });
    const dump = JSON.stringify(await source.query('SELECT encode(sealed, $1), * FROM intake', ['escape']));
    expect(dump).not.toContain('example.org');
    const [asked] = await source.query<[{ n: number }]>(
      `SELECT count(*)::integer AS n FROM outbox WHERE job = 'signatures.decide-intake' AND payload = '{}'`,
    );
    expect(asked.n).toBeGreaterThan(0);
    expect(asked.n).toBeLessThan(100);
  });

  it('can be read by the worker, each form as it was sent', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        submit.run({ scope, form: form(n), flags: n % 2 ? ['a', 'b'] : [] }),
      ),
    );
    const taken = await source.transaction((tx) => store.take(tx, 500));
    const { opened, unreadable } = await new OpenForms(keys).run(taken);
    expect(unreadable).toEqual([]);
    const byName = opened
      .map(({ form }) => form as { name: string })
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    expect(byName).toEqual(Array.from({ length: 20 }, (_, n) => form(n)));
    expect(opened.filter(({ flags }) => flags.join() === 'a,b')).toHaveLength(10);
    expect(new Set(opened.map(({ day }) => day))).toEqual(new Set(['2026-11-24']));
  });

  it('takes each form once, whichever of several workers comes', async () => {
    await Promise.all(Array.from({ length: 120 }, (_, n) => submit.run({ scope, form: form(n) })));
    const other = await db.dataSource();
    const taken = await Promise.all(
      [source, other, source].map((each) => each.transaction((tx) => store.take(tx, 50))),
    );
    expect(new Set(taken.flat().map(({ id }) => id)).size).toBe(120);
    expect(taken.flat()).toHaveLength(120);
  });

  it('gives forms back when the deciding dies', async () => {
    await submit.run({ scope, form: form(1) });
    const failing = source.transaction(async (tx) => {
      expect(await store.take(tx, 10)).toHaveLength(1);
      throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect((await store.count(source.manager)).waiting).toBe(1);
  });

  it('names what cannot be opened and keeps it where it blocks nobody', async () => {
    await submit.run({ scope, form: form(1) });
    await source.query('UPDATE intake SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)');
    await submit.run({ scope, form: form(2) });
    await source.query(
      `INSERT INTO intake (id, scope, epoch, ephemeral_key, sealed, day, flags)
       VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'x', 'y', '2026-11-24', '{}')`,
    );
    await source.transaction(async (tx) => {
      const { opened, unreadable } = await new OpenForms(keys).run(await store.take(tx, 10));
      expect(opened).toHaveLength(1);
      expect(unreadable).toHaveLength(2);
      await store.keepAside(tx, unreadable);
    });
    expect(await store.count(source.manager)).toEqual({ waiting: 0, aside: 2 });
    expect(await store.take(source.manager, 10)).toEqual([]);
    expect(await store.purgeBefore(source.manager, '2026-11-25' as never)).toBe(2);
  });

  it('fails closed for a scope without keys', async () => {
    await expect(submit.run({ scope: randomUUID(), form: form(1) })).rejects.toThrow(NoKeys);
    expect((await store.count(source.manager)).waiting).toBe(0);
  });

  it('refuses a form that no page would send', async () => {
    await expect(submit.run({ scope, form: { kind: 'sign', comment: 'x'.repeat(60_000) } })).rejects.toThrow(
      FormTooLarge,
    );
  });

  it('refuses what is past its bound, and keeps exactly what it acknowledged', async () => {
    const sent = Array.from({ length: 7_000 }, (_, n) => submit.run({ scope, form: form(n) }));
    const results = await Promise.allSettled(sent);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ reason }) => reason instanceof IntakeFull)).toBe(true);
    expect((await store.count(source.manager)).waiting).toBe(results.length - refused.length);
  });

  it('says that it is full when the database refuses, and acknowledges nothing', async () => {
    const web = db.webDatabase();
    const dying = new SubmitForm(web, new PublishedKeys(web, clock), clock);
    await dying.run({ scope, form: form(1) });
    const admin = new pg.Client(db.url);
    await admin.connect();
    await admin.query('ALTER TABLE intake RENAME TO intake_gone');
    await expect(dying.run({ scope, form: form(2) })).rejects.toThrow(IntakeFull);
    await admin.query('ALTER TABLE intake_gone RENAME TO intake');
    await dying.run({ scope, form: form(3) });
    await admin.end();
    expect((await store.count(source.manager)).waiting).toBe(2);
  });
});
