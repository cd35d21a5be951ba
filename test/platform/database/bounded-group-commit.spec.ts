import { describe, expect, it } from '@jest/globals';
import { BoundedGroupCommit, GroupFull } from '../../../src/platform/database/bounded-group-commit.js';
import { eventually } from '../../support/eventually.js';

const rowFault = () => Object.assign(new Error('bad row'), { code: '22P02' });

describe('a bounded group commit', () => {
  it('answers everyone, each with their own answer, in a few statements', async () => {
    const sizes: number[] = [];
    const group = new BoundedGroupCommit<number, number>({
      flush: async (items) => {
        sizes.push(items.length);
        await Promise.resolve();
        return items.map((item) => item * 2);
      },
      maxBatch: 100,
      maxWaiting: 1000,
    });
    const numbers = Array.from({ length: 450 }, (_, n) => n);
    const answers = await Promise.all(numbers.map((n) => group.add(n)));
    expect(answers).toEqual(numbers.map((n) => n * 2));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.length).toBeLessThan(10);
  });

  it('writes one half of those who lately waited while the other half comes in', async () => {
    const sizes: number[] = [];
    const group = new BoundedGroupCommit<number, number>({
      flush: async (items) => {
        sizes.push(items.length);
        await new Promise(setImmediate);
        return [...items];
      },
      maxBatch: 100,
      maxWaiting: 1000,
    });
    const twenty = () => Promise.all(Array.from({ length: 20 }, (_, n) => group.add(n)));
    await twenty();
    expect(sizes).toEqual([20]);
    for (let round = 0; round < 100; round += 1) await twenty();
    expect(sizes.slice(-2)).toEqual([10, 10]);
  });

  it('fails the one bad row and commits the others', async () => {
    const group = new BoundedGroupCommit<number, number>({
      flush: (items) => (items.includes(13) ? Promise.reject(rowFault()) : Promise.resolve([...items])),
      maxBatch: 100,
      maxWaiting: 1000,
    });
    const results = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => group.add(n)));
    expect(results.map(({ status }, n) => (status === 'rejected' ? n : -1)).filter((n) => n >= 0)).toEqual([
      13,
    ]);
  });

  it('fails a whole group with the database, without asking it again for each row', async () => {
    let asked = 0;
    const group = new BoundedGroupCommit<number, number>({
      flush: () => {
        asked += 1;
        return Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }));
      },
      maxBatch: 100,
      maxWaiting: 1000,
    });
    const results = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => group.add(n)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(asked).toBe(1);
  });

  it('refuses more once the first in the queue has waited too long, however few they are', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const group = new BoundedGroupCommit<number, number>({
      flush: async (items) => {
        await gate;
        return [...items];
      },
      maxBatch: 10,
      maxWaiting: 1000,
      inFlight: 1,
      patienceMs: 20,
    });
    const under = Array.from({ length: 10 }, (_, n) => group.add(n));
    const next = group.add(10);
    const taken: Promise<unknown>[] = [];
    await eventually(async () => {
      const one = group.add(99).catch((error: unknown) => error);
      taken.push(one);
      return (await Promise.race([one, new Promise(setImmediate)])) instanceof GroupFull;
    });
    open();
    expect(await Promise.all([...under, next])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await Promise.all(taken);
    expect(await group.add(11)).toBe(11);
  });

  it('refuses what is past its bound, and takes more once there is room', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const group = new BoundedGroupCommit<number, number>({
      flush: async (items) => {
        await gate;
        return [...items];
      },
      maxBatch: 2,
      maxWaiting: 4,
      inFlight: 1,
    });
    const taken = Array.from({ length: 6 }, (_, n) => group.add(n));
    await expect(group.add(6)).rejects.toThrow(GroupFull);
    open();
    expect(await Promise.all(taken)).toHaveLength(6);
    expect(await group.add(7)).toBe(7);
  });
});
