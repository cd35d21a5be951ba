import type { DataSource } from 'typeorm';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import { contactAad, encryptField } from '../../src/platform/crypto/field.js';
import { hmacSha256 } from '../../src/platform/crypto/mac.js';

/** What differs between made-up supporters. */
export interface SupporterWish {
  readonly name: string;
  readonly locale?: string;
  readonly news?: boolean;
  readonly confirmedOn?: string;
  readonly held?: 'no' | 'quarantined';
}

/** A confirmed supporter of a campaign; answers the signature's id. */
export async function confirmedSupporter(
  db: DataSource,
  keys: ScopeKeys,
  campaignId: string,
  { name, locale = 'en', news = true, confirmedOn = '2020-01-01', held = 'no' }: SupporterWish,
): Promise<string> {
  const ring = await keys.ring(campaignId);
  const id = crypto.randomUUID();
  const address = `${name}@supporters.example`;
  const contact = encryptField(ring.dataKey(), contactAad(campaignId, id), JSON.stringify({ address, name }));
  await db.query(
    `INSERT INTO signature (id, campaign_id, place, email_index, epoch, contact, text_version, news, locale, state, held,
       signed_on, confirmed_on) VALUES ($1, $2, 1, $3, $4, $5, 'v', $6, $7, 'confirmed', $8, $9, $9)`,
    [
      id,
      campaignId,
      hmacSha256(ring.indexKey, address),
      ring.epoch,
      contact,
      news,
      locale,
      held,
      confirmedOn,
    ],
  );
  return id;
}
