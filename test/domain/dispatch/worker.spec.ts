import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SlotSources } from '../../../src/domain/dispatch/slot-sources.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { MailboxStore } from '../../../src/platform/mail/mailbox-store.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { startDispatch } from '../../support/dispatch-process.js';
import { eventually } from '../../support/eventually.js';
import {
  dispatchWorld,
  letterOf,
  newScope,
  rowsFor,
  type DispatchWorld,
} from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let worker: INestApplicationContext;
let world: DispatchWorld;
let dataDir: string;

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'vigil-dispatch-'));
  world = dispatchWorld({
    db: await database.dataSource('vigil_console'),
    clock: new SystemClock(),
    smtpUrl: 'smtp://127.0.0.1:9',
  });
  worker = await startDispatch({ databaseUrl: database.url, dataDir, logLevel: 'warn' });
  worker.get(SlotSources).register('sign-in', {
    fill: (messages) =>
      Promise.resolve(new Map(messages.map(({ id }) => [id, { link: `https://v.example/${id}` }]))),
  });
});

afterAll(async () => {
  await worker.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});

describe('a worker', () => {
  it('has a mail that another process asked for in the embedded mailbox within two seconds', async () => {
    const scope = await newScope(world);
    const mailbox = new MailboxStore(join(dataDir, 'mailbox'));
    for (let n = 1; n <= 3; n += 1) {
      await world.db.transaction(async (tx) => {
        const batchId = await world.standing.run(tx, { kind: 'sign-in', scope });
        const contentId = await world.storeContent.run(tx, letterOf('sign-in'));
        await world.post.run(tx, batchId, await rowsFor(world, 'sign-in', scope, contentId, 'urgent', 1, n));
      });
      await eventually(async () => (await mailbox.list(`person${n}@example.net`)).length === 1, 2_000);
    }
    expect(await mailbox.list()).toHaveLength(3);
  });
});
