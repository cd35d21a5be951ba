import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { batchProgress, listBatchMessages } from '../../../src/domain/dispatch/batch-progress.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  fillLinks,
  frozenBatch,
  letterOf,
  newScope,
  rowsFor,
  type DispatchWorld,
} from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock();
  sink = await smtpSink();
  world = dispatchWorld({ db, clock, smtpUrl: sink.url });
  fillLinks(world, ['confirmation', 'update', 'seat-letter', 'sign-in']);
});

afterEach(() => {
  sink.behave({});
  sink.mails.length = 0;
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

const anyMessage = async (batchId: string) =>
  (await listBatchMessages(db.manager, batchId as never, { page: 1, perPage: 100 })).items;

async function confirmation(scope: string, count = 1) {
  return db.transaction(async (tx) => {
    const batchId = await world.standing.run(tx, { kind: 'confirmation', scope });
    const contentId = await world.storeContent.run(tx, letterOf('confirmation'));
    const laneId = await world.ensureLane.run(tx, { key: 'urgent' });
    await world.post.run(
      tx,
      batchId,
      await rowsFor(world, 'confirmation', scope, contentId, 'urgent', count),
    );
    return { batchId, laneId };
  });
}

describe('a mail whose slots nobody fills', () => {
  it('is nobody else’s fault: it waits for a worker that can, and is then sent', async () => {
    const elsewhere = dispatchWorld({ db, clock, smtpUrl: sink.url });
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'seat-letter', scope, 2, 'seat:unfilled');
    await elsewhere.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages).toMatchObject({ ready: 2 });
    expect(sink.mails).toHaveLength(0);

    clock.advance(11 * 60_000);
    await world.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages).toMatchObject({ accepted: 2 });
    await elsewhere.close();
  });
});

describe('a batch without recipients', () => {
  it('is completed by the next sweep', async () => {
    const { batchId } = await frozenBatch(world, 'seat-letter', await newScope(world), 0, 'seat:nobody');
    await world.sweep.run();
    expect(await rows(db.manager, `SELECT state FROM batch WHERE id = $1`, [batchId])).toEqual([
      { state: 'completed' },
    ]);
  });
});

describe('what the server answers', () => {
  it('decides: greylisted ones come back later, unknown ones are suppressed, a cut after the dot is in doubt', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'seat-letter', scope, 5, 'seat:1');
    sink.behave({
      rcpt: (to, tries) => {
        if (to.startsWith('person1@') && tries === 1)
          return '450 4.7.1 Greylisted, please try again in 5 minutes';
        return to.startsWith('person2@') ? '550 5.1.1 no such user' : undefined;
      },
      dot: (to) => (to.startsWith('person3@') ? 'drop' : undefined),
    });
    await world.pump.run(laneId);
    const states = async () => (await batchProgress(db.manager, batchId)).messages;
    expect(await states()).toMatchObject({ accepted: 2, ready: 1, failed: 1, in_doubt: 1 });
    clock.advance(8 * 60_000);
    await world.pump.run(laneId);
    expect(await states()).toMatchObject({ accepted: 3, failed: 1, in_doubt: 1 });
    // A seat letter in doubt waits for a person, however long.
    clock.advance(48 * 3_600_000);
    await world.sweep.run();
    expect((await batchProgress(db.manager, batchId)).state).toBe('sending');
    const doubtful = (await anyMessage(batchId)).find(({ state }) => state === 'in_doubt');
    await db.transaction((tx) => world.resolveDoubt.run(tx, doubtful!.id as never, 'accepted'));
    await world.sweep.run();
    expect((await batchProgress(db.manager, batchId)).state).toBe('completed');
  });

  it('a confirmation in doubt is sent once more with the same Message-ID and link', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await confirmation(scope, 1);
    sink.behave({ dot: (_to, tries) => (tries === 1 ? 'drop' : undefined) });
    await world.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages.in_doubt).toBe(1);
    await world.sweep.run();
    sink.behave({});
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(2);
    expect(sink.mails[0]?.messageId).toBe(sink.mails[1]?.messageId);
    expect(sink.mails[0]?.source.replace(/^Date:.*$/m, '')).toBe(
      sink.mails[1]?.source.replace(/^Date:.*$/m, ''),
    );
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(1);
  });

  it('a confirmation that a server takes and never answers is sent twice, no more', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await confirmation(scope, 1);
    sink.behave({ dot: () => 'drop' });
    for (let round = 0; round < 4; round += 1) {
      await world.pump.run(laneId);
      await world.sweep.run();
    }
    expect(sink.mails).toHaveLength(2);
    const [message] = await anyMessage(batchId);
    expect(message).toMatchObject({ state: 'accepted', outcome: 'assumed_sent' });
  });

  it('a confirmation arrives although the worker died at it again and again', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await confirmation(scope, 1);
    for (let death = 1; death <= 4; death += 1) {
      const dead = dispatchWorld({ db, clock, smtpUrl: sink.url });
      const [claimed] = await dead.claims.claim(db.manager, laneId, 1, clock.now());
      const { id, token } = claimed!;
      expect(await dead.ledger.step(undefined, { id, token, addressKeys: null })).toBe('marked');
      await dead.owner.onApplicationShutdown();
      await eventually(async () => {
        await world.sweep.run();
        return (await batchProgress(db.manager, batchId)).messages.ready === 1;
      });
    }
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(1);
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(1);
  });

  it('an update in doubt counts as sent after a day and is not sent again', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 1);
    sink.behave({ dot: () => 'drop' });
    await world.pump.run(laneId);
    clock.advance(23 * 3_600_000);
    await world.sweep.run();
    expect((await batchProgress(db.manager, batchId)).messages.in_doubt).toBe(1);
    clock.advance(2 * 3_600_000);
    await world.sweep.run();
    expect(await batchProgress(db.manager, batchId)).toMatchObject({
      state: 'completed',
      messages: { accepted: 1 },
    });
    expect(sink.mails).toHaveLength(1);
  });

  it('our own fault holds the lane and blames nobody', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 30);
    sink.behave({ mail: () => '550 5.7.26 this mail does not pass DMARC' });
    await world.pump.run(laneId);
    const [lane] = await rows<{ hold: string }>(
      db.manager,
      'SELECT hold_reason AS hold FROM lane WHERE id = $1',
      [laneId],
    );
    expect(lane?.hold).toContain('5.7.26');
    expect((await batchProgress(db.manager, batchId)).messages).toMatchObject({ ready: 30, failed: 0 });
    sink.behave({});
    await world.pump.run(laneId);
    expect(sink.mails).toEqual([]);
    clock.advance(45 * 60_000);
    await world.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(30);
  });

  it('a server that cannot be reached leaves nothing in doubt', async () => {
    const away = dispatchWorld({ db, clock, smtpUrl: 'smtp://127.0.0.1:9' });
    fillLinks(away, ['update']);
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(away, 'update', scope, 20);
    await away.pump.run(laneId);
    await away.close();
    expect((await batchProgress(db.manager, batchId)).messages.ready).toBe(20);
    clock.advance(5 * 60_000);
    await world.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(20);
  });

  it('a mailing whose content is refused again and again stops', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 30);
    sink.behave({ dot: () => '554 5.7.1 message rejected as spam', delayMs: 2 });
    await world.pump.run(laneId);
    const progress = await batchProgress(db.manager, batchId);
    expect(progress).toMatchObject({ state: 'paused', failure: 'content-refused' });
  });
});

describe('leases', () => {
  it('of a process that is gone are taken back by the sweep: untouched ones ready, marked ones in doubt', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 3);
    const dead = dispatchWorld({ db, clock, smtpUrl: sink.url });
    await db.query(`UPDATE batch SET state = 'sending' WHERE id = $1`, [batchId]);
    const claimed = await dead.claims.claim(db.manager, laneId, 10, clock.now());
    expect(claimed).toHaveLength(3);
    const [first] = claimed;
    expect(await dead.ledger.step(undefined, { id: first!.id, token: first!.token, addressKeys: null })).toBe(
      'marked',
    );
    await world.sweep.run();
    expect((await batchProgress(db.manager, batchId)).messages.leased).toBe(3);
    await dead.owner.onApplicationShutdown();
    // A server that has just started spares every lease for a few seconds.
    const messages = await eventually(async () => {
      await world.sweep.run();
      const progress = await batchProgress(db.manager, batchId);
      return progress.messages.leased === 0 && progress.messages;
    });
    expect(messages).toMatchObject({ ready: 2, in_doubt: 1 });
  });

  it('that ran out and were given to another worker forbid the first one to send and to write', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 1);
    await db.query(`UPDATE batch SET state = 'sending' WHERE id = $1`, [batchId]);
    const [mine] = await world.claims.claim(db.manager, laneId, 1, clock.now());
    await db.query(`UPDATE message SET lease_expires_at = clock_timestamp() - interval '1 s' WHERE id = $1`, [
      mine!.id,
    ]);
    expect(await world.ledger.step(undefined, { ...mine!, addressKeys: null })).toBe('lease-lost');
    await world.sweep.run();
    const [theirs] = await world.claims.claim(db.manager, laneId, 1, clock.now());
    expect(theirs?.id).toBe(mine?.id);
    expect(await world.ledger.step(undefined, { ...mine!, addressKeys: null })).toBe('lease-lost');
    await world.ledger.record({
      id: mine!.id,
      token: mine!.token,
      state: 'failed',
      outcome: 'refused',
      at: clock.now(),
      tried: true,
    });
    expect((await batchProgress(db.manager, batchId)).messages.leased).toBe(1);
    expect(await world.ledger.step(undefined, { ...theirs!, addressKeys: null })).toBe('marked');
  });
});
