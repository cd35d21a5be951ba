import { checkLetter } from '../../platform/templates/check-letter.js';
import { FaultyLetter, LetterWithoutText } from './letter.errors.js';
import type { LetterAudience, LetterOccasion } from './letter.rules.js';
import type { LetterTexts } from './letter-section.js';
import { letterVariables } from './letter-variables.js';

/** Refuses texts that could not be rendered: FaultyLetter with the line, LetterWithoutText. */
export function checkLetterTexts(
  letter: { key: string; audience: LetterAudience; occasion: LetterOccasion },
  texts: LetterTexts,
): void {
  const variables = letterVariables(letter.audience, letter.occasion);
  const entries = Object.entries(texts);
  if (entries.length === 0) throw new LetterWithoutText(letter.key);
  for (const [locale, text] of entries) {
    for (const part of ['subject', 'body'] as const) {
      const faults = checkLetter(text[part], variables);
      if (faults.length > 0) throw new FaultyLetter(letter.key, locale, part, faults);
    }
  }
}
