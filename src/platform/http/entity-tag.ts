/**
 * Whether an If-None-Match header names a tag: `*`, or a list compared weakly (RFC 9110 §13.1.2), since proxies that
 * compress on the way weaken ours.
 */
export function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  const wanted = opaque(etag);
  return header.split(',').some((tag) => opaque(tag.trim()) === wanted);
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
