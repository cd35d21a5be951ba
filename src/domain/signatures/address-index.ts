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
  return {
    email: index(indexKey, 'bi/v1', campaignId, normalised),
    loose: index(indexKey, 'loose/v1', campaignId, looseAddress(normalised, rules)),
    domain: domainIndex(indexKey, campaignId, address.domain),
  };
}

/** What a receiving domain (lower-case ASCII) is known by within one campaign. */
export function domainIndex(indexKey: Buffer, campaignId: string, domain: string): Buffer {
  return index(indexKey, 'domain/v1', campaignId, domain);
}

function index(indexKey: Buffer, label: string, campaignId: string, text: string): Buffer {
  return hmacSha256(indexKey, joinWithZero(label, campaignId, text));
}
