/** Consonants in a row; `r`, `l`, `w` and `y` can carry a syllable (Krk, Vlk, Llwyd), `h` only changes another letter. */
const UNSPEAKABLE = /[bcdfgjkmnpqstvxz]{6,}/;
const LATIN_WORD = /^[\p{Script=Latin}\p{M}'’-]+$/u;
const ADDRESS = /:\/\/|www\.|@|\.(?:com|net|org|info|ru|cn|xyz|top)\b/i;

/**
 * Whether a name is not shaped like one: digits, an address, no letter at all, one letter over and over, or a Latin word
 * that nobody could say in any language. Fair to every script, to one-word names, initials and names in capitals.
 */
export function isOddName(name: string): boolean {
  if (ADDRESS.test(name)) return true;
  const letters = [...name.matchAll(/\p{L}/gu)].map(([letter]) => letter.toLowerCase());
  if (letters.length === 0) return true;
  if ([...name.matchAll(/\p{N}/gu)].length >= 3) return true;
  if (letters.length >= 5 && new Set(letters).size === 1) return true;
  return name.split(/[\s.,]+/u).some(isUnspeakable);
}

function isUnspeakable(word: string): boolean {
  if (!LATIN_WORD.test(word)) return false;
  const bare = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('h', '');
  return UNSPEAKABLE.test(bare);
}
