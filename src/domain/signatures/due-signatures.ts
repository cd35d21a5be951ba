import type { CalendarDate } from '../../kernel/calendar-date.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';

const MOST = 5_000;

/** How many signatures a condition finds; `$1` in it is the day. */
export async function countDue(tx: Tx, due: string, day: CalendarDate): Promise<number> {
  const [row] = await rows<{ n: number }>(tx, `SELECT count(*)::integer AS n FROM signature WHERE ${due}`, [
    day,
  ]);
  return row?.n ?? 0;
}

/** Deletes them, some thousands by a statement, and answers how many; rows that others work on stay for the next time. */
export function deleteDue(tx: Tx, due: string, day: CalendarDate): Promise<number> {
  return batchByBatch(MOST, () =>
    changed(
      tx,
      `DELETE FROM signature WHERE id IN (SELECT id FROM signature WHERE ${due} LIMIT ${MOST} FOR UPDATE SKIP LOCKED)`,
      [day],
    ),
  );
}

/** Does batches of at most so many until one is not full; answers the sum. */
export async function batchByBatch(most: number, batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await batch();
    total += count;
    if (count < most) return total;
  }
}
