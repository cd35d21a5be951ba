import { isLoopback } from '../../platform/config/config.js';

/** Twelve hours, the longest a session can live. */
const LONGEST_SECONDS = 12 * 60 * 60;

/**
 * The cookie that carries a session's opaque id: `__Host-` with Secure on https (RFC 6265bis §4.1.3.2). On http,
 * which is allowed for this machine alone, a cookie of its own name without Secure.
 */
export class SessionCookie {
  private readonly name: string;
  private readonly attributes: string;
  /** Whether the console may be used at this address at all. */
  readonly allowed: boolean;

  constructor(publicUrl: string) {
    const { protocol, hostname } = new URL(publicUrl);
    const https = protocol === 'https:';
    this.allowed = https || isLoopback(hostname);
    this.name = https ? '__Host-vigil-session' : 'vigil-session';
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
  }

  /** The session's id in a Cookie header; null without one, or with two that contradict each other. */
  read(header: string | undefined): string | null {
    const values = new Set(
      (header ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${this.name}=`))
        .map((pair) => pair.slice(this.name.length + 1)),
    );
    const [value] = values;
    return values.size === 1 && value && /^[A-Za-z0-9_-]{20,200}$/.test(value) ? value : null;
  }

  /** The Set-Cookie header that begins a session. */
  begin(value: string): string {
    return `${this.name}=${value}; ${this.attributes}; Max-Age=${String(LONGEST_SECONDS)}`;
  }

  /** The Set-Cookie header that ends it. */
  end(): string {
    return `${this.name}=; ${this.attributes}; Max-Age=0`;
  }
}
