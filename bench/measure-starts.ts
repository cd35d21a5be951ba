import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { figure, type Finding } from './report.js';
import { startService } from './service.js';

const ROUNDS = 3;

/** From the command to the first campaign page: on an empty folder, and on one that has been used. */
export async function starts(folder: string): Promise<Finding[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  const node: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const data = join(folder, String(round));
    for (const times of [cold, warm]) {
      const service = await startService(data);
      times.push(service.readyMs);
      await service.stop();
    }
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    node.push(performance.now() - began);
  }
  const [bare, first, second] = [middle(node), middle(cold), middle(warm)];
  const against = `Node itself ${figure(bare)} ms`;
  const times = (ms: number) => `${figure(ms / bare)} ×`;
  return [
    { what: 'start, new folder', vigil: `${figure(first / 1_000, 2)} s`, against, ratio: times(first) },
    { what: 'start, used folder', vigil: `${figure(second / 1_000, 2)} s`, against, ratio: times(second) },
  ];
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
