import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { batchProgress, listBatchMessages } from '../../../src/domain/dispatch/batch-progress.js';
import { DispatchSettings } from '../../../src/domain/dispatch/dispatch-settings.js';
import type { SlotSource } from '../../../src/domain/dispatch/slot-sources.js';
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

describe('a pump', () => {
  it('sends what waits in its lane, with the name and the link of each, and writes down how it went', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await confirmation(scope, 3);
    await world.pump.run(laneId);
    expect(sink.mails.map(({ to }) => to).sort()).toEqual([1, 2, 3].map((n) => `person${n}@example.net`));
    const progress = await batchProgress(db.manager, batchId);
    expect(progress.messages.accepted).toBe(3);
    expect(progress.state).toBe('sending');
    const [message] = await anyMessage(batchId);
    expect(message).toMatchObject({
      state: 'accepted',
      outcome: 'accepted',
      attempts: 1,
      replyCode: 250,
      enhancedCode: '2.0.0',
    });
    const mail = sink.mails.find(({ messageId }) => messageId === message?.messageId);
    expect(mail?.source).toContain(`confirm/${message!.id}`);
    expect(mail?.from).toBe('vigil@example.org');
    expect(mail?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  it('completes a batch that has nothing open', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 60);
    await world.pump.run(laneId);
    expect(await batchProgress(db.manager, batchId)).toMatchObject({
      state: 'completed',
      planned: 60,
      messages: { accepted: 60 },
    });
    expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(60);
  });

  it('checks what the approval bound before the first message, and fails a batch that differs', async () => {
    const guarded = dispatchWorld({ db, clock, smtpUrl: sink.url });
    fillLinks(guarded, ['update']);
    guarded.guards.register('update', (_tx, batch) =>
      Promise.resolve(batch.audienceSha256?.equals(Buffer.alloc(32, 1)) ? 'the audience was widened' : null),
    );
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(guarded, 'update', scope, 3);
    await guarded.pump.run(laneId);
    await guarded.close();
    expect(await batchProgress(db.manager, batchId)).toMatchObject({
      state: 'failed',
      failure: 'the audience was widened',
      messages: { cancelled: 3, accepted: 0 },
    });
    expect(sink.mails).toEqual([]);
  });

  it('sends each message once however many workers pump the lane', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 300);
    const other = dispatchWorld({ db, clock, smtpUrl: sink.url });
    fillLinks(other, ['update']);
    await Promise.all([world.pump.run(laneId), other.pump.run(laneId), world.pump.run(laneId)]);
    await other.close();
    expect(sink.mails).toHaveLength(300);
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(300);
  });

  it('gives back at once what it has when a further claim fails: the mail server is well', async () => {
    const own = dispatchWorld({ db, clock, smtpUrl: sink.url, settings: new DispatchSettings(900, 10) });
    const links: SlotSource['fill'] = (messages) =>
      Promise.resolve(new Map(messages.map(({ id }) => [id, { link: 'https://vigil.example.org' }])));
    const fill = jest
      .fn(links)
      .mockImplementationOnce(links)
      .mockRejectedValueOnce(new Error('the database went away'));
    own.slots.register('seat-letter', { fill });
    sink.behave({ delayMs: 150 });
    const { batchId, laneId } = await frozenBatch(own, 'seat-letter', await newScope(own), 20, 'seat:claims');
    await expect(own.pump.run(laneId)).rejects.toThrow('the database went away');
    const waits = (await anyMessage(batchId))
      .filter(({ state }) => state === 'ready')
      .map(({ nextAttemptAt }) => nextAttemptAt!.getTime() - clock.now().getTime());
    expect(new Set(waits)).toEqual(new Set([0, 30_000]));

    sink.behave({});
    clock.advance(30_000);
    await own.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(20);
    await own.close();
  });

  it('holds to its pause before a server that is away, though it is woken while its couriers come home', async () => {
    const gone = await smtpSink();
    await gone.close();
    const own = dispatchWorld({ db, clock, smtpUrl: gone.url });
    fillLinks(own, ['update']);
    const { batchId, laneId } = await frozenBatch(own, 'update', await newScope(own), 400);
    const pausing = async () => {
      const [found] = await db.query<{ n: number }[]>(
        "SELECT count(*)::integer AS n FROM message WHERE batch_id = $1 AND next_attempt_at > $2::timestamptz + '40 s'",
        [batchId, clock.now()],
      );
      return found?.n ?? 0;
    };
    const pumping = own.pump.run(laneId);
    for (const some of [20, 80, 140]) {
      await eventually(async () => (await pausing()) >= some);
      await own.pump.run(laneId);
    }
    await pumping;
    expect(await pausing()).toBe(400);
    await own.close();
  });

  it('works on as many connections as its lane has, and on one for an office', async () => {
    const quiet = await smtpSink({ delayMs: 5 });
    const other = dispatchWorld({ db, clock, smtpUrl: quiet.url });
    fillLinks(other, ['update', 'seat-letter']);
    const scope = await newScope(world);
    const letters = await frozenBatch(other, 'seat-letter', scope, 10, `seat:${scope}`);
    await other.pump.run(letters.laneId);
    expect(quiet.peak()).toBe(1);
    const updates = await frozenBatch(other, 'update', scope, 60);
    await other.pump.run(updates.laneId);
    expect(quiet.peak()).toBe(16);
    await other.close();
    await quiet.close();
  });
});

describe('an unsubscription', () => {
  it('that is committed before the marker wins over a message that is leased already', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 5);
    world.slots.register('anniversary', { fill: () => Promise.resolve(new Map()) });
    const holding = dispatchWorld({ db, clock, smtpUrl: sink.url });
    holding.slots.register('update', {
      // The claim is made, the address is leased; now the supporter unsubscribes.
      fill: async (messages) => {
        await db.transaction((tx) =>
          world.suppress.run(tx, { address: 'Person3@Example.net', scope, reason: 'unsubscribed' }),
        );
        return new Map(messages.map(({ id }) => [id, { link: `https://x.example/${id}` }]));
      },
    });
    await holding.pump.run(laneId);
    await holding.close();
    expect(sink.mails.map(({ to }) => to).sort()).toEqual([1, 2, 4, 5].map((n) => `person${n}@example.net`));
    expect((await batchProgress(db.manager, batchId)).messages).toMatchObject({ accepted: 4, suppressed: 1 });
  });

  it('stops the news and nothing else: whoever signs again gets the mail to confirm', async () => {
    const scope = await newScope(world);
    await db.transaction((tx) =>
      world.suppress.run(tx, { address: 'person1@example.net', scope: null, reason: 'unsubscribed' }),
    );
    const update = await frozenBatch(world, 'update', scope, 1);
    const confirmation = await frozenBatch(world, 'confirmation', scope, 1);
    await world.pump.run(update.laneId);
    await world.pump.run(confirmation.laneId);
    expect((await batchProgress(db.manager, update.batchId)).messages).toMatchObject({ suppressed: 1 });
    expect((await batchProgress(db.manager, confirmation.batchId)).messages).toMatchObject({ accepted: 1 });
    await db.query('DELETE FROM suppression');
  });

  it('from one campaign leaves the others alone, from the instance it stops all', async () => {
    const [one, two] = [await newScope(world), await newScope(world)];
    const address = 'person1@example.net';
    await db.transaction((tx) => world.suppress.run(tx, { address, scope: one, reason: 'unsubscribed' }));
    const first = await frozenBatch(world, 'update', one, 1);
    const second = await frozenBatch(world, 'update', two, 1);
    await world.pump.run(first.laneId);
    await world.pump.run(second.laneId);
    expect((await batchProgress(db.manager, first.batchId)).messages.suppressed).toBe(1);
    expect((await batchProgress(db.manager, second.batchId)).messages.accepted).toBe(1);
    await db.query('DELETE FROM suppression');
  });
});

describe('pause and cancel', () => {
  it('act at run time: nothing is handed over after the commit', async () => {
    const MANY = 400;
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, MANY);
    let seen = 0;
    sink.behave({ delayMs: 5 });
    const pausing = setInterval(() => undefined, 1_000);
    const pumping = world.pump.run(laneId);
    await eventually(() => sink.mails.length >= 5);
    await db.transaction((tx) => world.pause.run(tx, batchId));
    seen = sink.mails.length;
    await pumping;
    clearInterval(pausing);
    const paused = await batchProgress(db.manager, batchId);
    // What was marked before the pause may still arrive: one for each of the lane's sixteen connections.
    expect(sink.mails.length).toBeLessThanOrEqual(seen + 16);
    expect(sink.mails.length).toBeLessThan(MANY);
    expect(paused.messages.accepted).toBe(sink.mails.length);
    expect(paused.messages.ready).toBe(MANY - sink.mails.length);
    await db.transaction((tx) => world.resume.run(tx, batchId));
    await world.pump.run(laneId);
    expect((await batchProgress(db.manager, batchId)).messages.accepted).toBe(MANY);
  });

  it('cancel ends what waits', async () => {
    const scope = await newScope(world);
    const { batchId, laneId } = await frozenBatch(world, 'update', scope, 4);
    await db.transaction((tx) => world.cancel.run(tx, batchId));
    await world.pump.run(laneId);
    expect(sink.mails).toEqual([]);
    expect(await batchProgress(db.manager, batchId)).toMatchObject({
      state: 'cancelled',
      messages: { cancelled: 4 },
    });
    await expect(db.transaction((tx) => world.resume.run(tx, batchId))).rejects.toThrow('cannot be resumed');
  });
});
