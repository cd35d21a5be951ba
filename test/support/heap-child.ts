import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import { keepHeapModest, keepWorkerSmall } from '../../src/platform/config/modest-heap.js';

/**
 * Keeps some objects and lets many others live for a while; prints the most bytes that the heap had in use in the second
 * half, when it has found its size, how many objects it kept, and the bytes of its room for new ones. With the argument
 * `modest`, and `small` too, it is kept as the service keeps its own, and that of a worker alone.
 */
if (process.argv.includes('modest')) keepHeapModest();
if (process.argv.includes('small')) keepWorkerSmall();
const thing = (n: number) => ({ n, others: [n, n + 1, n + 2] });
const kept = Array.from({ length: 400_000 }, (_, n) => thing(n));
const passing = new Array<object>(200_000);
let most = 0;
for (let n = 0; n < 8_000_000; n += 1) {
  passing[n % passing.length] = thing(n);
  if (n > 4_000_000 && n % 20_000 === 0) most = Math.max(most, getHeapStatistics().used_heap_size);
}
const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
process.stdout.write(`${most} ${kept.length} ${young?.space_size ?? 0}`);
