import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForgetFinished } from '../../../src/domain/dispatch/forget-finished.js';
import { PurgeIntake } from '../../../src/domain/intake/purge-intake.js';
import { ApplyRetention } from '../../../src/domain/privacy/apply-retention.js';
import { AnonymiseConfirmed } from '../../../src/domain/signatures/anonymise-confirmed.js';
import { ForgetAddresses } from '../../../src/domain/signatures/forget-addresses.js';
import { PurgeWithdrawn } from '../../../src/domain/signatures/purge-withdrawn.js';
import { PurgeReasons } from '../../../src/domain/signatures/purge-reasons.js';
import { ForgetSignals } from '../../../src/domain/signatures/holds/forget-signals.js';
import { PurgeUnconfirmed } from '../../../src/domain/signatures/purge-unconfirmed.js';
import { openLog } from '../../../src/platform/config/log.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const DAY = 86_400_000;
let world: SigningWorld;
let retention: ApplyRetention;
let lines: string[] = [];

beforeAll(async () => {
  world = await SigningWorld.open();
  retention = new ApplyRetention(
    world.db,
    world.get(PurgeIntake),
    world.get(PurgeUnconfirmed),
    world.get(PurgeWithdrawn),
    world.get(AnonymiseConfirmed),
    world.get(ForgetAddresses),
    world.get(PurgeReasons),
    world.get(ForgetFinished),
    world.get(ForgetSignals),
    openLog('info', { write: (line: string) => lines.push(line) }),
  );
});

beforeEach(async () => {
  await world.clear();
  lines = [];
});

afterAll(async () => {
  await world.close();
});

/** As if the worker had handed over every mail there is, each at its own moment with its own reply. */
async function handOver(): Promise<void> {
  await world.db.query(
    `UPDATE message SET state = 'accepted', outcome = 'accepted', attempts = 1 + round(random() * 3)::integer,
            reply_code = 250, enhanced_code = '2.0.0', queue_id = 'Q' || id, provider = 'mx.' || id,
            handed_at = $1::timestamptz + random() * interval '1 minute',
            finished_at = $1::timestamptz + random() * interval '1 minute', finished_on = $1::date`,
    [world.clock.now()],
  );
  await world.db.query(
    `INSERT INTO message_attempt (message_id, attempt, at, outcome, reply)
     SELECT id, 1, finished_at, 'accepted', 'queued as ' || queue_id FROM message`,
  );
}

describe('the retention', () => {
  it('takes nothing that is younger than its time', async () => {
    await world.sign({ email: 'suzie@example.org' });
    await handOver();
    await world.send({ email: 'late@example.org' });
    world.clock.advance(6 * DAY);
    const nothing = {
      intake: 0,
      unconfirmed: 0,
      withdrawn: 0,
      confirmed: 0,
      addresses: 0,
      reasons: 0,
      signals: 0,
      messages: 0,
      reports: 0,
    };
    expect(await retention.count()).toEqual(nothing);
    expect(await retention.run()).toEqual(nothing);
  });

  it('deletes forms that nobody decided, with an alarm', async () => {
    await world.send();
    world.clock.advance(8 * DAY);
    expect(await retention.count()).toMatchObject({ intake: 1 });
    expect(await retention.run()).toMatchObject({ intake: 1 });
    expect(await world.intake()).toEqual({ waiting: 0, aside: 0 });
    expect(lines.filter((line) => line.includes('"level":50'))).toHaveLength(1);
  });

  it('deletes who never confirmed, and leaves who did', async () => {
    await world.sign({ email: 'never@example.org' });
    await world.signAndConfirm({ email: 'suzie@example.org' });
    world.clock.advance(8 * DAY);
    expect(await retention.run()).toMatchObject({ unconfirmed: 1 });
    expect(await world.signatures()).toMatchObject([{ state: 'confirmed' }]);
  });

  it('leaves of finished mail nothing by which two people differ but a fresh random id', async () => {
    for (const name of ['one', 'two', 'three']) await world.signAndConfirm({ email: `${name}@example.org` });
    await handOver();
    const before = await world.db.query<{ id: string }[]>('SELECT id FROM message');
    world.clock.advance(8 * DAY);
    expect(await retention.count()).toMatchObject({ messages: 3 });
    expect(await retention.run()).toMatchObject({ messages: 3 });
    const left = await world.db.query<Record<string, unknown>[]>('SELECT * FROM message');
    const ids = new Set(left.map(({ id }) => id));
    expect(ids.size).toBe(3);
    expect(before.some(({ id }) => ids.has(id))).toBe(false);
    const shapes = left.map((row) => JSON.stringify({ ...row, id: null }));
    expect(new Set(shapes).size).toBe(1);
    expect(left[0]).toMatchObject({
      kind: 'confirmation',
      state: 'accepted',
      contact: null,
      message_id: null,
    });
    expect(await world.db.query('SELECT * FROM message_attempt')).toEqual([]);
    expect(await retention.run()).toMatchObject({ messages: 0 });
  });

  it('tells what it would take without taking it', async () => {
    await world.sign();
    await handOver();
    await world.send({ email: 'late@example.org' });
    world.clock.advance(8 * DAY);
    const counted = await retention.count();
    expect(counted).toEqual({
      intake: 1,
      unconfirmed: 1,
      withdrawn: 0,
      confirmed: 0,
      addresses: 0,
      reasons: 0,
      signals: 0,
      messages: 1,
      reports: 0,
    });
    expect(await retention.count()).toEqual(counted);
    expect(await retention.run()).toEqual(counted);
  });
});
