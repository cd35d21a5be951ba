import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

/** The most bytes in use in a heap of a process of its own. */
async function mostInUse(...words: readonly string[]): Promise<number> {
  const args = ['--import', './test/support/typescript.mjs', './test/support/heap-child.ts', ...words];
  const { stdout } = await run(process.execPath, args, { timeout: 60_000 });
  return Number(stdout.split(' ')[0]);
}

describe('a modest heap', () => {
  it('holds less of what is no longer needed', async () => {
    const plain = await mostInUse();
    const modest = await mostInUse('modest');
    expect(plain).toBeGreaterThan(0);
    expect(modest).toBeLessThan(0.7 * plain);
  });
});
