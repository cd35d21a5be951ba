import { NotFoundException } from '@nestjs/common';
import type { Snapshot } from './campaign-snapshots.js';

/** The campaign that was looked up. Throws what is answered 404 where there is none. */
export function foundOf(snapshot: Snapshot | null): Snapshot {
  if (!snapshot) throw new NotFoundException();
  return snapshot;
}

/** Shows a campaign at once where it is known, so that a view waits for nothing. */
export function withFound(
  looked: Snapshot | null | Promise<Snapshot | null>,
  show: (snapshot: Snapshot) => void,
): void | Promise<void> {
  if (!(looked instanceof Promise)) {
    show(foundOf(looked));
    return undefined;
  }
  return looked.then((snapshot) => {
    show(foundOf(snapshot));
  });
}
