import pg from 'pg';
import { openDataSource } from '../src/platform/database/open-data-source.js';
import { ScopeKeys } from '../src/domain/keys/scope-keys.js';
import { ScopeKeyStore } from '../src/domain/keys/scope-key.store.js';
import { MasterKey } from '../src/platform/config/master-key.js';
import { contactAad, encryptField } from '../src/platform/crypto/field.js';
import { SystemClock } from '../src/kernel/clock.js';

const CHUNK = 10_000;

/**
 * Confirmed supporters of a campaign who want news, each with a contact of their own sealed as the worker seals it; every
 * other column is as in a row that stands.
 */
export async function addSupporters(
  url: string,
  masterKey: string,
  slug: string,
  amount: number,
): Promise<void> {
  const source = await openDataSource({ url, entities: [] });
  const client = new pg.Client(url);
  await client.connect();
  try {
    const found = await client.query<{ id: string }>('SELECT id FROM campaign WHERE slug = $1', [slug]);
    const campaign = found.rows[0]?.id ?? '';
    const master = new MasterKey(Buffer.from(masterKey, 'base64url'));
    const ring = await new ScopeKeys(source, new ScopeKeyStore(), master, new SystemClock()).ring(campaign);
    for (let at = 0; at < amount; at += CHUNK) {
      const ids = Array.from({ length: Math.min(CHUNK, amount - at) }, () => crypto.randomUUID());
      const contacts = ids.map((id, i) => {
        const contact = { address: `person${at + i}@people.example`, name: `Person ${at + i}` };
        return encryptField(ring.dataKey(), contactAad(campaign, id), JSON.stringify(contact));
      });
      await client.query(
        `INSERT INTO signature (id, campaign_id, place, email_index, epoch, contact, text_version, news, locale, state,
                                held, signed_on, confirmed_on)
         SELECT id, $1, 1, sha256(uuid_send(id)), $2, contact, 'v', true, 'en', 'confirmed', 'no', '2020-01-01', '2020-01-01'
           FROM unnest($3::uuid[], $4::bytea[]) AS row (id, contact)`,
        [campaign, ring.epoch, ids, contacts],
      );
    }
  } finally {
    await client.end();
    await source.destroy();
  }
}
