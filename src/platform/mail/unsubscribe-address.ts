/** A token is 32 bytes: so many digits in base 36. */
const DIGITS = 50;
const LOCAL_PART = new RegExp(`^unsubscribe\\+([0-9a-z]{${DIGITS}})$`);

/** What such an address looks like in a header, in letters of either case. */
export const UNSUBSCRIBE_ADDRESS = `unsubscribe\\+[0-9a-z]{${DIGITS}}`;

/**
 * The address by which a mail ends the news, as its link does. The token stands in base 36: a local part may be written
 * in lower case on its way, which base64url does not survive, and holds 64 octets at most (RFC 5321 §4.5.3.1.1), which
 * hex would exceed. These are 62.
 */
export function unsubscribeAddress(token: string, domain: string): string {
  const number = BigInt(`0x${Buffer.from(token, 'base64url').toString('hex')}`);
  return `unsubscribe+${number.toString(36).padStart(DIGITS, '0')}@${domain}`;
}

/** The token in such an address, in letters of either case; null for every other address. The domain is not looked at: whoever asks took the mail for us. */
export function unsubscribeToken(address: string): string | null {
  const [, digits] = LOCAL_PART.exec(localPartOf(address)) ?? [];
  if (digits === undefined) return null;
  const number = Array.from(digits).reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n);
  const hex = number.toString(16).padStart(64, '0');
  return hex.length > 64 ? null : Buffer.from(hex, 'hex').toString('base64url');
}

/** Whether an address begins like one to unsubscribe by, and can be none. */
export function isBrokenUnsubscribe(address: string): boolean {
  return localPartOf(address).startsWith('unsubscribe+') && unsubscribeToken(address) === null;
}

function localPartOf(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase();
}
