/** An address as it will be used for sending: local part as typed, domain in ASCII (UTS 46, RFC 5890). */
export interface EmailAddress {
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

// RFC 5321 §4.1.2 dot-string with RFC 6531's UTF8-non-ascii; quoted local parts are not accepted.
const ATEXT = "[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~\\u0080-\\u{10FFFF}]";
const LOCAL = new RegExp(`^${ATEXT}+(?:\\.${ATEXT}+)*$`, 'u');
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** What UTS 46 leaves as it is; a last label that begins with a letter makes no IPv4 address of it. */
const PLAIN_DOMAIN = /^(?!.*xn--)[a-z0-9.-]+\.[a-z][a-z0-9-]*$/;
// Controls, bidirectional marks, zero-width and other invisible characters have no place in an address.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;

/** Reads an address; null unless mail could be sent to it (RFC 5321 lengths, a domain of two labels). */
export function parseEmailAddress(text: string): EmailAddress | null {
  const trimmed = text.trim().normalize('NFC');
  if (trimmed.length > 320 || FORBIDDEN.test(trimmed)) return null;
  const at = trimmed.lastIndexOf('@');
  if (at < 1) return null;
  const local = trimmed.slice(0, at);
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (domain === null || !LOCAL.test(local) || Buffer.byteLength(local) > 64) return null;
  if (Buffer.byteLength(local) + 1 + domain.length > 254) return null;
  return { address: `${local}@${domain}`, local, domain };
}

function asciiDomain(text: string): string | null {
  if (text === '' || /[/?#@:[\]\\%]/.test(text)) return null;
  const host = PLAIN_DOMAIN.test(text) ? text : hostOf(text);
  if (host === null) return null;
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || host.length > 253 || /^\d+$/.test(top)) return null;
  return labels.every((label) => LABEL.test(label)) ? host : null;
}

function hostOf(text: string): string | null {
  try {
    return new URL(`http://${text}`).hostname.toLowerCase();
  } catch {
    return null;
  }
}

/** The form under which two spellings are the same mailbox: everything lower-case and composed (NFC), nothing dropped. */
export function normalisedAddress(email: EmailAddress): string {
  return `${email.local.toLowerCase().normalize('NFC')}@${email.domain}`;
}
