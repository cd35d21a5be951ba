import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodySection } from '../../../src/domain/bodies/body-section.js';
import { BodyStore } from '../../../src/domain/bodies/body.store.js';
import { lowestLevel } from '../../../src/domain/bodies/body.rules.js';
import { EnterSeatAddress } from '../../../src/domain/bodies/enter-seat-address.js';
import { ImportBodies } from '../../../src/domain/bodies/import-bodies.js';
import { CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;
beforeAll(async () => {
  world = await CampaignsWorld.open();
});
afterAll(() => world.close());

const court = (changes: object = {}, seat: object = {}) =>
  bodySection.parse({
    key: 'court',
    kind: 'court',
    names: { en: 'The Court' },
    disclosure: 'pseudonymous',
    seats: [
      {
        key: 'registrar',
        offices: { en: 'Registry' },
        salutations: { en: 'Dear Registrar,' },
        email: 'registrar@COURT.example',
        language: 'en',
        zone: 'Europe/Amsterdam',
        ...seat,
      },
    ],
    ...changes,
  });
const take = (section: ReturnType<typeof court>) =>
  world.db.transaction((tx) => world.get(ImportBodies).run(tx, [section]));
const seats = async () => {
  const store = world.get(BodyStore);
  const body = await store.getByKey(world.db.manager, 'court');
  return { body, seats: await store.seatsOf(world.db.manager, [body.id]) };
};

describe('a body', () => {
  it('is kept with its seats, office hours and a considerate rate by default', async () => {
    await take(court());
    const { body, seats: found } = await seats();
    expect(body).toMatchObject({ kind: 'court', ceiling: 'pseudonymous' });
    expect(found).toMatchObject([
      {
        email: 'registrar@court.example',
        zone: 'Europe/Amsterdam',
        windowFrom: '09:00:00',
        windowUntil: '17:00:00',
        weekdays: [1, 2, 3, 4, 5],
        delivery: 'consolidated',
        ratePerHour: 12,
      },
    ]);
  });

  it('keeps its id, its ceiling and an address that an organizer entered, whatever a later file says', async () => {
    const before = await seats();
    const at = { bodyKey: 'court', seatKey: 'registrar' };
    await world.get(EnterSeatAddress).run('operator', at, 'real@court.test');
    await take(
      court({ names: { en: 'The High Court' }, disclosure: 'names' }, { email: 'other@court.example' }),
    );
    const after = await seats();
    expect(after.body).toEqual({ ...before.body, names: { en: 'The High Court' } });
    expect(after.seats.map(({ id, email }) => [id, email])).toEqual([
      [before.seats[0]?.id, 'real@court.test'],
    ]);
  });

  it('takes no address that mail could not be sent to, and none from who runs nothing', async () => {
    const at = { bodyKey: 'court', seatKey: 'registrar' };
    const enter = world.get(EnterSeatAddress);
    await expect(enter.run('operator', at, 'a@b\r\nBcc: x@y.example')).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(enter.run('operator', { ...at, seatKey: 'nobody' }, 'a@b.example')).rejects.toMatchObject({
      kind: 'not-found',
    });
    const samira = await world.organizer('Samira');
    await expect(enter.run(samira, at, 'a@b.example')).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it.each([
    [{ zone: 'Europe/Nowhere' }],
    [{ email: 'nobody' }],
    [{ officeHours: { from: '17:00', until: '09:00' } }],
    [{ officeHours: { weekdays: [8] } }],
    [{ ratePerHour: 0 }],
  ])('is refused with a seat that says %j', (seat) => {
    expect(() => court({}, seat)).toThrow();
  });
});

describe('the level of what a body is told', () => {
  it('is the lowest of all that are named', () => {
    expect(lowestLevel('names', 'pseudonymous')).toBe('pseudonymous');
    expect(lowestLevel('names', 'totals', 'pseudonymous')).toBe('totals');
    expect(lowestLevel('names')).toBe('names');
  });
});
