import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

/** Of a process of its own: the most bytes in use in its heap, and the bytes of its room for new objects. */
async function heapOf(...words: readonly string[]): Promise<{ most: number; young: number }> {
  const args = ['--import', './test/support/typescript.mjs', './test/support/heap-child.ts', ...words];
  const { stdout } = await run(process.execPath, args, { timeout: 60_000 });
  const [most = 0, , young = 0] = stdout.split(' ').map(Number);
  return { most, young };
}

describe('a modest heap', () => {
  it('holds less of what is no longer needed', async () => {
    const plain = await heapOf();
    const modest = await heapOf('modest');
    expect(plain.most).toBeGreaterThan(0);
    expect(modest.most).toBeLessThan(0.7 * plain.most);
  });

  it('of a worker alone is smaller, and leaves new objects little room', async () => {
    const modest = await heapOf('modest');
    const small = await heapOf('modest', 'small');
    expect(small.most).toBeGreaterThan(0);
    expect(small.most).toBeLessThan(0.9 * modest.most);
    expect(small.young).toBeLessThan(0.5 * modest.young);
  });
});
