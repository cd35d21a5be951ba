import { asciiDigits } from '../../kernel/digits.js';

/** Letters that stand for one another in names: Arabic, Persian, Urdu and Kurdish forms, and Latin letters without a decomposition. */
const letterForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ا: 'ٱ', ت: 'ٹ', د: 'ڈ', ر: 'ڑڕ', ک: 'كڪ', گ: 'ڰ', ل: 'ڵ', ن: 'ں', و: 'ۆۇۈۅۋ', ه: 'ةەہۃھ', ی: 'يىێېۍے',
    ae: 'æ', d: 'đð', i: 'ı', l: 'ł', o: 'ø', oe: 'œ', ss: 'ß', th: 'þ',
  }).flatMap(([form, letters]) => Array.from(letters, (letter) => [letter, form] as const)),
); // prettier-ignore

/**
 * A name for comparison only: without case, accents, vowel signs, joiners and punctuation, Arabic and Persian letters
 * in one form, digits as 0 to 9. Idempotent.
 */
export function foldName(name: string): string {
  const bare = asciiDigits(name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD'))
    .replaceAll('ς', 'σ')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u0640]/gu, '')
    .replace(/./gsu, (letter) => letterForms.get(letter) ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return bare.trim();
}

/**
 * Whether two names must be two people's. In doubt they are not: a shared word, a name within another, names in
 * different scripts, or a few letters' difference are one person who typed differently.
 */
export function clearlyDifferent(one: string, other: string): boolean {
  const [a, b] = [foldName(one), foldName(other)];
  if (a === '' || b === '' || scriptOf(a) !== scriptOf(b)) return false;
  const words = new Set(a.split(' '));
  if (b.split(' ').some((word) => word.length > 1 && words.has(word))) return false;
  const [shorter, longer] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')].sort(
    (x, y) => x.length - y.length,
  ) as [string, string];
  if (longer.includes(shorter)) return false;
  return distance(shorter, longer) > longer.length / 2;
}

/** What `initials` shows of a name: the first letter of each word with a point, at most three. */
export function initialsOf(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => /\p{L}/u.test(word));
  const letters = words.map((word) => /\p{L}\p{M}*/u.exec(word)?.[0].toLocaleUpperCase() ?? '');
  return letters
    .slice(0, 3)
    .map((letter) => `${letter}.`)
    .join(' ');
}

function scriptOf(folded: string): string {
  if (/\p{Script=Arabic}/u.test(folded)) return 'arabic';
  if (/\p{Script=Latin}/u.test(folded)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(folded)) return 'cyrillic';
  return 'other';
}

/** Levenshtein's distance, in UTF-16 units. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
