import { createPublicKey, type KeyObject } from 'node:crypto';

/** The longest string of a TXT record (RFC 1035 §3.3). */
const LONGEST = 255;

/** What the DNS says of a key: base64 of a SubjectPublicKeyInfo for RSA (RFC 6376 §3.6.1), of the bare 32 bytes for Ed25519 (RFC 8463 §4). */
export function publicPart(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return (key.asymmetricKeyType === 'ed25519' ? der.subarray(-32) : der).toString('base64');
}

/** The whole TXT record of a key. */
export function publicRecord(key: KeyObject): string {
  return `v=DKIM1; k=${key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa'}; p=${publicPart(key)}`;
}

/** A record as the strings of at most 255 octets that a zone file wants. */
export function inStrings(record: string): string[] {
  return record.match(new RegExp(`.{1,${LONGEST}}`, 'g')) ?? [];
}

/** The name at which a selector's key is looked up. */
export function recordName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}
