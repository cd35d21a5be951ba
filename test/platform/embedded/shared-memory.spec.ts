import { describe, expect, it } from '@jest/globals';
import { sharedBuffers } from '../../../src/platform/embedded/shared-memory.js';

const GIBIBYTE = 1024 ** 3;

describe('the memory of the embedded database', () => {
  it.each([
    [512 * 1024 ** 2, 128],
    [GIBIBYTE, 128],
    [2 * GIBIBYTE, 256],
    [3 * GIBIBYTE, 384],
    [64 * GIBIBYTE, 512],
  ])('of %d bytes is %d MiB', (available, wanted) => {
    expect(sharedBuffers(available)).toBe(wanted);
  });

  it('is a whole number on this machine', () => {
    expect(Number.isInteger(sharedBuffers())).toBe(true);
  });
});
