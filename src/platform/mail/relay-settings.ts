import { isLoopback } from '../config/config.js';

/** How the mail server is reached; made of SMTP_URL. */
export interface RelaySettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (RFC 8314); otherwise STARTTLS where offered. */
  readonly implicitTls: boolean;
  /** `required` refuses a server without TLS; the rule for every relay that is not on this machine. */
  readonly tls: 'required' | 'optional' | 'never';
  readonly user?: string;
  readonly password?: string;
}

/**
 * Reads `smtp://user:password@host:587` or `smtps://…`. TLS is required except on loopback; `?tls=optional` or
 * `?tls=never` says otherwise.
 */
export function relaySettings(smtpUrl: string): RelaySettings {
  const url = new URL(smtpUrl);
  const implicitTls = url.protocol === 'smtps:';
  const host = hostOf(url);
  const wish = url.searchParams.get('tls');
  const isLocal = isLoopback(host);
  const tls =
    wish === 'never' || wish === 'optional' || wish === 'required' ? wish : isLocal ? 'optional' : 'required';
  return {
    host,
    port: url.port === '' ? (implicitTls ? 465 : 587) : Number(url.port),
    implicitTls,
    tls,
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
}

/** How many connections mail to many may have at once, as `?connections=` of an SMTP_URL says; null where it says nothing. */
export function connectionsOf(smtpUrl: string): number | null {
  const wish = new URL(smtpUrl).searchParams.get('connections');
  return wish === null ? null : Number(wish);
}

/** Whether the relay of an SMTP_URL is this machine itself. */
export function isOnThisMachine(smtpUrl: string): boolean {
  return isLoopback(hostOf(new URL(smtpUrl)));
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
