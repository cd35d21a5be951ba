/** How a mailbox is reached over IMAP; made of VIGIL_IMAP_URL. */
export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (RFC 8314), by STARTTLS or not at all, and no login otherwise; the last only on this machine. */
  readonly tls: 'implicit' | 'starttls' | 'never';
  readonly user: string;
  readonly password: string;
  /** Where the reports arrive. */
  readonly folder: string;
}

/**
 * Reads `imaps://user:password@host:993/Folder` (default: INBOX). `imap://` is never without STARTTLS, except on
 * loopback, where `?tls=required` asks for it.
 */
export function imapSettings(imapUrl: string): ImapSettings {
  const url = new URL(imapUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const implicit = url.protocol === 'imaps:';
  const isLocal = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  const plain = isLocal && url.searchParams.get('tls') !== 'required';
  return {
    host,
    port: url.port === '' ? (implicit ? 993 : 143) : Number(url.port),
    tls: implicit ? 'implicit' : plain ? 'never' : 'starttls',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  };
}
