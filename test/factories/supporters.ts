import type { DataSource } from 'typeorm';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import { sealSupporter, type SupporterAnswers } from '../../src/domain/signatures/supporter-contact.js';
import { hmacSha256 } from '../../src/platform/crypto/mac.js';

/** What differs between made-up supporters. */
export interface SupporterWish {
  readonly name: string;
  readonly locale?: string;
  readonly news?: boolean;
  readonly confirmedOn?: string;
  readonly held?: 'no' | 'quarantined';
  readonly answers?: SupporterAnswers;
}

/** A confirmed supporter of a campaign; answers the signature's id. */
export async function confirmedSupporter(
  db: DataSource,
  keys: ScopeKeys,
  campaignId: string,
  wish: SupporterWish,
): Promise<string> {
  const { name, locale = 'en', news = true, confirmedOn = '2020-01-01', held = 'no' } = wish;
  const ring = await keys.ring(campaignId);
  const id = crypto.randomUUID();
  const address = `${name}@supporters.example`;
  const said = wish.answers ?? { comment: null, extra: {} };
  const { epoch, contact, answers } = sealSupporter(ring, id, { address, name }, said);
  await db.query(
    `INSERT INTO signature (id, campaign_id, place, email_index, epoch, contact, answers, text_version, news, locale, state, held,
       signed_on, confirmed_on) VALUES ($1, $2, 1, $3, $4, $5, $6, 'v', $7, $8, 'confirmed', $9, $10, $10)`,
    [
      id,
      campaignId,
      hmacSha256(ring.indexKey, address),
      epoch,
      contact,
      answers,
      news,
      locale,
      held,
      confirmedOn,
    ],
  );
  return id;
}
