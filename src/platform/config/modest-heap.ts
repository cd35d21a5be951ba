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

/** The same for a worker alone: it looks through its few old objects in some milliseconds. */
const GROWTH_ALONE = 40;

/**
 * Has the engine of a process that does nothing but send stay small. It keeps the room for new objects as it is now,
 * which it would double to 48 MiB when many are made at once; and old ones, most of which were queued for a moment too
 * long, are collected sooner. Such a worker is no faster than its database and its mail server: either costs it little.
 */
export function keepWorkerSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString(`--heap-growing-percent=${GROWTH_ALONE}`);
}
