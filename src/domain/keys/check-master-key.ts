import type { DataSource } from 'typeorm';
import { type CalendarDate } from '../../kernel/calendar-date.js';
import type { MasterKey } from '../../platform/config/master-key.js';
import { sameBytes } from '../../platform/crypto/mac.js';
import { masterKeyId } from './key-wrapping.js';
import { WrongMasterKey } from './keys.errors.js';
import { ScopeKeyStore } from './scope-key.store.js';

/**
 * Whether the master key is this database's; a database without one takes the first it is shown.
 * Throws WrongMasterKey. For the start and for `vigil key check`.
 */
export async function checkMasterKey(
  dataSource: DataSource,
  master: MasterKey,
  today: CalendarDate,
): Promise<void> {
  const id = masterKeyId(master.bytes);
  const known = await new ScopeKeyStore().rememberMasterKey(dataSource.manager, id, today);
  if (!sameBytes(known, id)) throw new WrongMasterKey();
}
