/**
 * Cache-Control of what everybody may keep for an interval: caches may show it twice as long again while they fetch
 * it anew, and five times as long while we are away (RFC 5861).
 */
export function publicFor(seconds: number): string {
  return `public, max-age=${seconds}, stale-while-revalidate=${2 * seconds}, stale-if-error=${5 * seconds}`;
}
