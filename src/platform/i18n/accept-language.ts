import { fallbackLocale, locales, type Locale } from './locale.js';

const LONGEST = 500;

/**
 * The language a reader prefers among those offered (RFC 9110 §12.5.4, matched by primary subtag);
 * the first offered where nothing matches. The header is only read up to 500 characters.
 */
export function preferredLocale<L extends string = Locale>(
  header: string | undefined,
  offered: readonly L[] = locales as readonly string[] as readonly L[],
): L {
  const first = offered[0] ?? (fallbackLocale as string as L);
  if (!header) return first;
  const wishes = header.slice(0, LONGEST).toLowerCase().split(',').map(readWish);
  wishes.sort((a, b) => b.quality - a.quality);
  for (const { tag, quality } of wishes) {
    if (quality <= 0) break;
    if (tag === '*') return first;
    const found = offered.find((locale) => tag === locale || tag.startsWith(`${locale}-`));
    if (found) return found;
  }
  return first;
}

function readWish(text: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { tag, quality: Number.isFinite(quality) ? quality : 0 };
}
