import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { EmptiedMessagesStore } from '../../../src/domain/dispatch/emptied-messages.store.js';
import { ForgetFinished } from '../../../src/domain/dispatch/forget-finished.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  fillLinks,
  frozenBatch,
  newScope,
  type DispatchWorld,
} from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let db: DataSource;
let sink: SmtpSink;
let world: DispatchWorld;
const clock = new FakeClock();

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  sink = await smtpSink();
  world = dispatchWorld({ db, clock, smtpUrl: sink.url });
  fillLinks(world, ['update', 'seat-letter']);
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

describe('finished messages', () => {
  it('to supporters differ after a week by nothing but a random id; letters to seats stay', async () => {
    const scope = await newScope(world);
    const update = await frozenBatch(world, 'update', scope, 3);
    const letter = await frozenBatch(world, 'seat-letter', scope, 1, 'seat:1');
    sink.behave({
      rcpt: (to, tries) => (to.startsWith('person2@') && tries === 1 ? '450 4.7.1 greylisted' : undefined),
    });
    await world.pump.run(update.laneId);
    await world.pump.run(letter.laneId);
    clock.advance(10 * 60_000);
    await world.pump.run(update.laneId);
    // Of the three only one try did not succeed; those that did stand in the messages.
    const history = () => rows(db.manager, 'SELECT outcome FROM message_attempt');
    expect(await history()).toEqual([{ outcome: 'deferred_greylist' }]);
    const forget = new ForgetFinished(clock, new EmptiedMessagesStore());
    clock.advance(6 * 86_400_000);
    expect(await forget.run(db.manager)).toMatchObject({ messages: 0 });
    clock.advance(2 * 86_400_000);
    expect(await forget.run(db.manager, true)).toMatchObject({ messages: 3 });
    expect(await db.transaction((tx) => forget.run(tx))).toMatchObject({ messages: 3 });
    const left = await rows<{ row: Record<string, unknown> }>(
      db.manager,
      `SELECT to_jsonb(m) - 'id' AS row FROM message m WHERE batch_id = $1`,
      [update.batchId],
    );
    expect(new Set(left.map(({ row }) => JSON.stringify(row))).size).toBe(1);
    expect(left[0]?.row).toMatchObject({
      state: 'accepted',
      finished_on: '2026-11-24',
      ref: null,
      contact: null,
    });
    expect(await history()).toEqual([]);
    const kept = await rows(
      db.manager,
      `SELECT state, reply_code AS "replyCode", contact IS NOT NULL AS addressed FROM message WHERE batch_id = $1`,
      [letter.batchId],
    );
    expect(kept).toEqual([{ state: 'accepted', replyCode: 250, addressed: true }]);
  });
});
