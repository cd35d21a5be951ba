import { DataSource } from 'typeorm';
import { SendingIdentityStore } from '../../../domain/dispatch/sending-identity.store.js';
import { sendingStanding } from '../../../domain/dispatch/sending-standing.js';
import type { Config } from '../../../platform/config/config.js';
import { openDataSource } from '../../../platform/database/open-data-source.js';
import { rows } from '../../../platform/database/sql.js';
import { SendingIdentity, variablesOf } from '../../../platform/mail/sending-identity.js';
import { sendingWords } from '../sending-words.js';
import { check, type Check } from './check.js';

/** Whether mail may leave for real addresses by the way that the configuration names, and what is to be done where not. */
export async function sendingCheck(config: Config, url: string, now: Date): Promise<Check> {
  const identity = new SendingIdentity(config);
  if (identity.exemption !== null) return check('sending', 'ok', EXEMPT[identity.exemption]);
  if (identity.missing.length > 0) {
    const todo = `set ${variablesOf(identity.missing)}, then mail a test (\`vigil dispatch test --to EMAIL\`)`;
    return check('sending', 'failure', `nothing leaves for real addresses: ${todo}`);
  }
  const db = await openDataSource({ url, entities: [], poolSize: 1 });
  try {
    const known = await rowOf(db, identity);
    if (!known) {
      const todo =
        'start the service with this configuration, then mail a test (`vigil dispatch test --to EMAIL`)';
      return check('sending', 'failure', `nothing was sent this way yet: ${todo}`);
    }
    const standing = await sendingStanding(db.manager, known, now);
    const finding = sendingWords(standing).join('; ');
    return check('sending', standing.state === 'proved' ? 'ok' : 'failure', finding);
  } finally {
    await db.destroy();
  }
}

const EXEMPT = {
  'embedded-mailbox': 'no test is needed: nothing leaves this machine',
  loopback: 'no test is needed: the mail server is on this machine',
  'catches-all': 'no test is needed: the mail server is said to keep what it gets (catches=all)',
} as const;

async function rowOf(db: DataSource, { fingerprint }: SendingIdentity) {
  const [table] = await rows<{ name: string | null }>(
    db.manager,
    `SELECT to_regclass('public.sending_identity')::text AS name`,
  );
  return table?.name ? new SendingIdentityStore().find(db.manager, fingerprint) : null;
}
