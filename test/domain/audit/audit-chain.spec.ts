import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { AuditLog } from '../../../src/domain/audit/audit-log.js';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { VerifyAudit } from '../../../src/domain/audit/verify-audit.js';
import { onServer, freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

let db: TestDatabase;
let worker: DataSource;
const clock = new FakeClock();
const store = new AuditStore();
const log = new AuditLog(store, clock);

beforeAll(async () => {
  db = await freshDatabase();
  worker = await db.dataSource('vigil_worker');
});

beforeEach(async () => {
  await asOwner('ALTER TABLE audit_entry DISABLE TRIGGER USER', 'DELETE FROM audit_entry');
  await asOwner('ALTER TABLE audit_entry ENABLE TRIGGER USER');
});

afterAll(() => db.close());

describe('the audit log', () => {
  it('holds as long as nobody touched its past', async () => {
    await act('campaign.opened', { state: 'open', nested: { b: 2, a: [1, null, 'ü'] } });
    clock.advance(1234);
    await act('campaign.paused', {});
    const verdict = await new VerifyAudit(worker, store).run();
    expect(verdict).toMatchObject({ entries: 2, broken: null });
    expect(verdict.head).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is empty without complaint', async () => {
    expect(await new VerifyAudit(worker, store).run()).toEqual({ entries: 0, head: null, broken: null });
  });

  it.each(['vigil_worker', 'vigil_console'] as const)('cannot be changed as %s', async (role) => {
    await act('campaign.opened', {});
    const source = await db.dataSource(role);
    for (const statement of [
      `UPDATE audit_entry SET act = 'x'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'ALTER TABLE audit_entry DISABLE TRIGGER USER',
    ]) {
      await expect(source.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('refuses its owner too', async () => {
    await act('campaign.opened', {});
    for (const statement of [
      `UPDATE audit_entry SET act = 'x' WHERE false`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(asOwner(statement)).rejects.toThrow('append-only');
    }
  });

  it('names the entry whose content was changed behind its back', async () => {
    for (const name of ['first', 'second', 'third']) await act('demand.status-set', { name });
    await tamper(`UPDATE audit_entry SET detail = '{"name":"forged"}' WHERE number = 2`);
    const { entries, broken } = await new VerifyAudit(worker, store).run();
    expect({ entries, broken }).toEqual({ entries: 1, broken: { number: 2, how: 'content-changed' } });
  });

  it('names the entry that is missing', async () => {
    for (const name of ['first', 'second', 'third']) await act('demand.status-set', { name });
    await tamper('DELETE FROM audit_entry WHERE number = 2');
    expect((await new VerifyAudit(worker, store).run()).broken).toEqual({ number: 2, how: 'number-missing' });
  });

  it('names the entry that does not follow the one before, even if it was hashed anew', async () => {
    for (const name of ['first', 'second', 'third']) await act('demand.status-set', { name });
    await tamper(`UPDATE audit_entry SET previous_hash = decode(repeat('ab', 32), 'hex') WHERE number = 3`);
    expect((await new VerifyAudit(worker, store).run()).broken).toEqual({
      number: 3,
      how: 'does-not-follow',
    });
  });

  it('keeps one line when many act at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => act('letter.submitted', { n })));
    expect(await new VerifyAudit(worker, store).run()).toMatchObject({ entries: 20, broken: null });
  });

  it('forgets an act whose transaction was rolled back', async () => {
    await expect(
      worker.transaction(async (tx) => {
        await log.append(tx, { actor: 'operator', act: 'x.y', subject: { kind: 'x', id: '1' }, detail: {} });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await new VerifyAudit(worker, store).run()).entries).toBe(0);
  });
});

async function act(name: string, detail: Record<string, never> | object): Promise<void> {
  await worker.transaction((tx) =>
    log.append(tx, {
      actor: 'operator',
      act: name,
      subject: { kind: 'campaign', id: 'ashraf' },
      detail: detail as Record<string, string>,
    }),
  );
}

async function asOwner(...statements: string[]): Promise<void> {
  await onServer(db.url, ...statements);
}

async function tamper(statement: string): Promise<void> {
  await asOwner(
    'ALTER TABLE audit_entry DISABLE TRIGGER USER',
    statement,
    'ALTER TABLE audit_entry ENABLE TRIGGER USER',
  );
}
