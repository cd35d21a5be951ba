import type { Tx } from '../../src/platform/database/sql.js';

/** How many rows of a table a connection has read that it has not reported yet. */
export async function readOf(tx: Tx, table: string): Promise<number> {
  const [found] = await tx.query<{ read: number }[]>(
    'SELECT (seq_tup_read + idx_tup_fetch)::integer AS read FROM pg_stat_xact_user_tables WHERE relname = $1',
    [table],
  );
  return found!.read;
}
