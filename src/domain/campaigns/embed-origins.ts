import { isLoopback } from '../../platform/config/config.js';

/** The most origins that one campaign lists. */
export const MOST_EMBED_ORIGINS = 50;

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])$/;

/**
 * An origin as browsers name it (RFC 6454 §6.2), or null: https alone, http for this machine's own names, no wildcard, and
 * nothing after the host and port. What comes back can stand in a Content-Security-Policy as it is.
 */
export function readOrigin(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return null;
  }
  const { protocol, hostname, pathname, search, hash, username, password } = url;
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return null;
  if (pathname !== '/' || search !== '' || hash !== '' || username !== '' || password !== '') return null;
  return HOST.test(hostname) && !/[?#@]/.test(text) ? url.origin : null;
}

/** Each origin once, in the order in which they were given. */
export function distinctOrigins(origins: readonly string[]): string[] {
  return [...new Set(origins)];
}
