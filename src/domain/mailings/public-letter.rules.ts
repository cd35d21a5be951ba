import type { DisclosureLevel } from '../bodies/body.rules.js';

/** A letter to a seat, as far as its public version depends on it. */
export interface LetterSent {
  readonly text: string;
  readonly subject: string;
  readonly salutation: string;
  /** The seat's e-mail address. */
  readonly address: string;
  readonly disclosure: DisclosureLevel;
}

/** What the public may read of a letter; null: nothing but its subject. */
export interface PublicLetter {
  readonly subject: string;
  readonly words: string | null;
}

/** Any address, whoever's: the public reads what was said, not where to write to. */
const anyAddress = /[^\s<>"(),;:]+@[^\s<>"(),;:]+/g;

/**
 * The words of a letter without its form of address and without any e-mail address. A letter to a body that may be told
 * more than totals is not shown: its words might name people who chose this body to know them, and nobody else.
 */
export function publicLetter({ text, subject, salutation, address, disclosure }: LetterSent): PublicLetter {
  const bare = (said: string) => without(said, address).replace(anyAddress, '…');
  if (disclosure !== 'totals') return { subject: bare(subject), words: null };
  const greeting = salutation.trim();
  const said = text.trim();
  const rest = greeting !== '' && said.startsWith(greeting) ? said.slice(greeting.length) : said;
  return { subject: bare(subject), words: bare(rest).trim() };
}

function without(said: string, address: string): string {
  return address === '' ? said : said.split(address).join('…');
}
