/** Consonants in a row; `r`, `l`, `w` and `y` can carry a syllable (Krk, Vlk, Llwyd), `h` only changes another letter. */
const UNSPEAKABLE = /[bcdfgjkmnpqstvxz]{6,}/;
const LATIN_WORD = /^[\p{Script=Latin}\p{M}'’-]+$/u;
const MANY_DIGITS = /(?:\p{N}\P{N}*){3}/u;
// Asked of small letters: with the flag `i` a \P{L} matches iota too, which folds to a mark (U+0345).
const ONE_LETTER = /^\P{L}*(\p{L})(?:\P{L}*\1){4,}\P{L}*$/u;
const ADDRESS = /:\/\/|www\.|@|\.(?:com|net|org|info|ru|cn|xyz|top)\b/i;

/**
 * Whether a name is not shaped like one: digits, an address, no letter at all, one letter over and over, or a Latin word
 * that nobody could say in any language. Fair to every script, to one-word names, initials and names in capitals.
 */
export function isOddName(name: string): boolean {
  if (ADDRESS.test(name)) return true;
  if (!/\p{L}/u.test(name) || MANY_DIGITS.test(name) || ONE_LETTER.test(name.toLowerCase())) return true;
  return name.split(/[\s.,]+/u).some(isUnspeakable);
}

function isUnspeakable(word: string): boolean {
  if (!LATIN_WORD.test(word)) return false;
  const bare = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('h', '');
  return UNSPEAKABLE.test(bare);
}
