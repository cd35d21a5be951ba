import { type EmailAddress, normalisedAddress } from '../../kernel/email-address.js';
import { hmacSha256, joinWithZero } from '../../platform/crypto/mac.js';
import { type DomainRules, looseAddress } from './mailbox.rules.js';

/** What makes an address comparable within one campaign, and only there. */
export interface AddressIndexes {
  /** The same mailbox: unique per campaign and place. */
  readonly email: Buffer;
  /** Most likely the same person: limits and flags only. */
  readonly loose: Buffer;
  /** The same receiving domain: for velocity and for reviews. */
  readonly domain: Buffer;
}

/** HMAC-SHA-256 under the campaign's index key; no two campaigns share a byte, since the keys differ. */
export function addressIndexes(
  indexKey: Buffer,
  campaignId: string,
  address: EmailAddress,
  rules: DomainRules,
): AddressIndexes {
  const normalised = normalisedAddress(address);
  const index = (label: string, text: string) => hmacSha256(indexKey, joinWithZero(label, campaignId, text));
  return {
    email: index('bi/v1', normalised),
    loose: index('loose/v1', looseAddress(normalised, rules)),
    domain: index('domain/v1', address.domain),
  };
}
