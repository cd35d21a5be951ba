import { setFlagsFromString } from 'node:v8';

/** How far the old objects' heap may grow beyond what was in use after the last full collection, in percent. */
const GROWTH = 80;

/**
 * Has the engine collect old objects when their heap has grown by four fifths. By itself it waits until the heap is up to
 * four times as large: what a surge left behind would stay resident, since memory once fetched is seldom given back.
 */
export function keepHeapModest(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}

/**
 * Has the engine keep the room for new objects as it is now: it doubles it to 48 MiB when many are made at once, and keeps
 * that. A worker that sends is no faster than its database and its mail server, so smaller and more frequent collections
 * cost it little.
 */
export function keepNewObjectsFew(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
