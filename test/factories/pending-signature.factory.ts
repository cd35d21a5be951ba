import { randomBytes, randomUUID } from 'node:crypto';
import { sealMyCopy } from '../../src/domain/signatures/my-copy.js';
import { codeHash, meTokenOf, tokenHash } from '../../src/platform/crypto/token.js';
import type { SiteWorld } from '../worlds/site.world.js';

/** A token as a mail would bring it. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What differs between made-up signatures. */
export interface PendingWish {
  readonly code?: string;
  readonly comment?: string | null;
  readonly extra?: Readonly<Record<string, string>>;
  /** The version of the words agreed to. */
  readonly consent?: string;
}

/** A pending signature with all its tokens, as the worker would have stored it. */
export async function pendingSignature(
  world: SiteWorld,
  { code = '', comment = null, extra = {}, consent = '' }: PendingWish = {},
) {
  const tokens = { confirm: newToken(), withdraw: newToken(), unsubscribe: newToken(), notMe: newToken() };
  const me = meTokenOf(tokens.confirm);
  const copy = {
    name: 'Suzie Keen',
    email: 'suzie@example.org',
    comment,
    extra,
    consent,
    withdrawToken: tokens.withdraw,
    notMeToken: tokens.notMe,
  };
  const id = randomUUID();
  await world.source.query(
    `INSERT INTO signature (id, campaign_id, place, email_index, epoch, text_version, visibility, news, locale, country, state,
       signed_on, confirm_hash, code_hash, me_hash, withdraw_hash, unsubscribe_hash, not_me_hash, expires_at, me_copy, mailed_on)
     VALUES ($1, $2, 1, $3, 1, $11, 'name', true, 'en', 'DE', 'pending', '2026-11-24', $4, $5, $6, $7, $8, $9,
       '2026-11-27T12:00Z', $10, '{2026-11-24}')`,
    [
      id, world.campaign.id, randomBytes(32), tokenHash(tokens.confirm), code === '' ? null : codeHash(code), tokenHash(me),
      tokenHash(tokens.withdraw), tokenHash(tokens.unsubscribe), tokenHash(tokens.notMe), sealMyCopy(me, world.campaign.id, copy),
      'a'.repeat(64),
    ], // prettier-ignore
  );
  return { id, ...tokens, me };
}
