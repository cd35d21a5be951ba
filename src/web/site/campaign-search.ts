import type { CataloguedCampaign } from '../../domain/campaigns/published-campaigns.js';

/** As much as is read of what somebody looks for. */
export const longestSearch = 100;

const sameLetters: readonly (readonly [letters: RegExp, letter: string])[] = [
  [/[\u064a\u0649]/g, '\u06cc'],
  [/\u0643/g, '\u06a9'],
  [/[\u0629\u06c0]/g, '\u0647'],
  [/[\u0671\u0625\u0623\u0622]/g, '\u0627'],
  [/\u0640|\u200c|\u200d/g, ''],
];

/**
 * The words of a text as they are compared: without case, accents and vowel marks, with one letter where Arabic and
 * Persian keyboards have two, and with one kind of digits.
 */
export function wordsOf(text: string): string[] {
  let plain = text.normalize('NFKC').toLowerCase();
  for (const [letters, letter] of sameLetters) plain = plain.replace(letters, letter);
  plain = plain
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** What can be found of a campaign: its title and summary in every language, and its name in addresses. */
export function findable({ slug, texts }: CataloguedCampaign): string {
  const said = Object.values(texts).flatMap(({ title, summary }) => [title, summary]);
  return ` ${wordsOf([slug, ...said].join(' ')).join(' ')}`;
}

/** Whether every word that is looked for begins a word of a campaign. */
export function isFound(campaign: string, wanted: readonly string[]): boolean {
  return wanted.every((word) => campaign.includes(` ${word}`));
}
