import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { utcDay } from '../../../src/kernel/calendar-date.js';
import { checkMasterKey } from '../../../src/domain/keys/check-master-key.js';
import { NoKeys, WrongMasterKey } from '../../../src/domain/keys/keys.errors.js';
import { PublishedKeys } from '../../../src/domain/keys/published-keys.js';
import { ScopeKeyStore } from '../../../src/domain/keys/scope-key.store.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { MasterKey } from '../../../src/platform/config/master-key.js';
import { Sealer } from '../../../src/platform/crypto/sealing.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

let db: TestDatabase;
let source: DataSource;
const clock = new FakeClock();
const master = new MasterKey(randomBytes(32));
const keysOf = (key = master) => new ScopeKeys(source, new ScopeKeyStore(), key, clock);

beforeAll(async () => {
  db = await freshDatabase();
  source = await db.dataSource();
});

afterAll(() => db.close());

describe('the keys of a scope', () => {
  it('are the same for every process that has the master key, and differ between scopes', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await source.transaction(async (tx) => {
      await keysOf().create(tx, one);
      await keysOf().create(tx, two);
      await keysOf().create(tx, one);
    });
    const ring = await keysOf().ring(one);
    const same = await keysOf().ring(one);
    const other = await keysOf().ring(two);
    expect(ring.epoch).toBe(1);
    expect(same.dataKey()).toEqual(ring.dataKey());
    const secrets = [ring, other].flatMap((each) => [
      each.dataKey(),
      each.indexKey,
      each.tokenKey,
      each.publicKey,
    ]);
    expect(new Set(secrets.map((key) => key.toString('hex'))).size).toBe(8);
  });

  it('are nowhere in the database in the clear', async () => {
    const scope = randomUUID();
    await keysOf().create(source.manager, scope);
    const ring = await keysOf().ring(scope);
    const dump = JSON.stringify(
      await source.query(`SELECT scope_key::text, master_key::text FROM scope_key, master_key`),
    );
    for (const key of [ring.dataKey(), ring.indexKey, ring.tokenKey, master.bytes]) {
      expect(dump).not.toContain(key.toString('hex'));
    }
  });

  it('open old and new forms after a rotation, and recognise the same addresses', async () => {
    const scope = randomUUID();
    await keysOf().create(source.manager, scope);
    const keys = keysOf();
    const before = await keys.ring(scope);
    const sealer = new Sealer(before.publicKey);
    const sealed = sealer.seal('a', 'form');
    const elsewhere = keysOf();
    await elsewhere.ring(scope);

    expect(await keys.rotate(source.manager, scope)).toBe(2);
    const after = await keys.ring(scope);
    expect(after.epoch).toBe(2);
    expect(after.indexKey).toEqual(before.indexKey);
    expect(after.tokenKey).toEqual(before.tokenKey);
    expect(after.dataKey(1)).toEqual(before.dataKey());
    expect(after.dataKey(2)).not.toEqual(before.dataKey());
    expect(after.opener(1).open(sealer.ephemeralKey, 'a', sealed)).toBe('form');
    expect((await elsewhere.ring(scope, { epoch: 2 })).epoch).toBe(2);
  });

  it('are gone for good once destroyed', async () => {
    const scope = randomUUID();
    const keys = keysOf();
    await keys.create(source.manager, scope);
    await keys.ring(scope);
    await keys.destroy(source.manager, scope);
    await expect(keys.ring(scope)).rejects.toThrow(NoKeys);
    await expect(keys.create(source.manager, scope)).rejects.toThrow(NoKeys);
    const [row] = await source.query<object[]>('SELECT * FROM scope_key WHERE scope = $1', [scope]);
    expect(row).toMatchObject({
      wrapped_sealing: null,
      wrapped_data: null,
      wrapped_index: null,
      wrapped_token: null,
    });
  });

  it('keep contacts readable when the index key alone is destroyed', async () => {
    const scope = randomUUID();
    const keys = keysOf();
    await keys.create(source.manager, scope);
    await keys.destroyIndexKey(source.manager, scope);
    const ring = await keys.ring(scope);
    expect(ring.dataKey()).toHaveLength(32);
    expect(() => ring.indexKey).toThrow(NoKeys);
  });

  it('of the instance come by themselves, once, whoever asks first', async () => {
    const [one, two] = await Promise.all([keysOf().suppressionKey(), keysOf().suppressionKey()]);
    expect(one).toEqual(two);
  });
});

describe('the master key', () => {
  it('is checked at the start and refused when it is another', async () => {
    const today = utcDay(clock.now());
    await checkMasterKey(source, master, today);
    const wrong = new MasterKey(randomBytes(32));
    await expect(checkMasterKey(source, wrong, today)).rejects.toThrow(WrongMasterKey);
    await expect(keysOf(wrong).create(source.manager, randomUUID())).rejects.toThrow(WrongMasterKey);
  });
});

describe('the public web process', () => {
  it('sees the newest public key, and fails closed where there is none', async () => {
    const scope = randomUUID();
    const published = new PublishedKeys(db.webDatabase(), clock);
    await expect(published.current(scope)).rejects.toThrow(NoKeys);
    await keysOf().create(source.manager, scope);
    const ring = await keysOf().ring(scope);
    expect(await published.current(scope)).toEqual({ epoch: 1, publicKey: ring.publicKey });
    await keysOf().rotate(source.manager, scope);
    clock.advance(31_000);
    expect((await published.current(scope)).epoch).toBe(2);
    await keysOf().destroy(source.manager, scope);
    clock.advance(31_000);
    await expect(published.current(scope)).rejects.toThrow(NoKeys);
  });

  it('cannot read the table of keys', async () => {
    const web = db.webDatabase();
    await expect(web.query('SELECT * FROM scope_key')).rejects.toThrow('permission denied');
    await expect(web.query('SELECT * FROM master_key')).rejects.toThrow('permission denied');
  });
});
