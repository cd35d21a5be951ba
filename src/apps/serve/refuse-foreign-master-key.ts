import type { Clock } from '../../kernel/clock.js';
import { checkMasterKey } from '../../domain/keys/check-master-key.js';
import type { MasterKey } from '../../platform/config/master-key.js';
import { openDataSource } from '../../platform/database/open-data-source.js';
import { rows } from '../../platform/database/sql.js';
import { utcDay } from '../../kernel/calendar-date.js';

/** Refuses a master key that is not this database's, before anything in the database is touched. */
export async function refuseForeignMasterKey(url: string, masterKey: MasterKey, clock: Clock): Promise<void> {
  const owner = await openDataSource({ url, entities: [], poolSize: 1 });
  try {
    const [table] = await rows<{ name: string | null }>(
      owner.manager,
      `SELECT to_regclass('public.master_key')::text AS name`,
    );
    if (table?.name) await checkMasterKey(owner, masterKey, utcDay(clock.now()));
  } finally {
    await owner.destroy();
  }
}
