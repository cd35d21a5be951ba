import { totalmem } from 'node:os';

const MEBIBYTE = 1024 * 1024;

/**
 * The pages that PostgreSQL keeps, in MiB: an eighth of what this machine or container has, from 128 (PostgreSQL's own
 * default) to 512. Pages it does not hold it reads, checks and writes again and again while a campaign grows.
 */
export function sharedBuffers(available: number = memoryHere()): number {
  return Math.min(512, Math.max(128, Math.floor(available / 8 / MEBIBYTE)));
}

/** Bytes; a container without a limit says a number larger than any machine. */
function memoryHere(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
