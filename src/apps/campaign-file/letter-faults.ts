import { type LetterAudience, letterAudiences, letterOccasions } from '../../domain/letters/letter.rules.js';
import { letterVariables } from '../../domain/letters/letter-variables.js';
import { checkLetter } from '../../platform/templates/check-letter.js';
import type { TemplateFault } from '../../platform/templates/template-fault.js';
import type { FileFault } from './campaign-file.errors.js';
import type { LooseFile } from './loose-file.js';
import type { YamlSource } from './yaml-source.js';

type LooseLetter = LooseFile['letters'][number];

/** What is wrong with a file's letters: their Liquid, and seats or supporters who would find no text to read. */
export function letterFaults(source: YamlSource, file: LooseFile): FileFault[] {
  return file.letters.flatMap((letter, place) => {
    const audience = letterAudiences.find((known) => known === letter.audience);
    if (audience === undefined) return [];
    return [
      ...liquidFaults(source, letter, place, audience),
      ...(audience === 'bodies'
        ? unread(source, file, letter, place)
        : unspoken(source, file, letter, place)),
    ];
  });
}

function liquidFaults(
  source: YamlSource,
  letter: LooseLetter,
  place: number,
  audience: LetterAudience,
): FileFault[] {
  const occasion = letterOccasions.find((known) => known === letter.occasion) ?? 'any';
  const variables = letterVariables(audience, occasion);
  return Object.entries(letter.texts).flatMap(([locale, text]) =>
    (['subject', 'body'] as const).flatMap((part) =>
      checkLetter(text[part], variables).map((fault) =>
        source.faultInText(['letters', place, 'texts', locale, part], fault.line, liquidReason(fault)),
      ),
    ),
  );
}

const reasons: Readonly<Record<TemplateFault['code'], string>> = {
  syntax: 'is no Liquid',
  'unknown-variable': 'names a variable that such a letter does not have',
  'unknown-filter': 'names a filter that letters do not have',
  'unknown-tag': 'names a tag that letters do not have',
  'too-long': 'is longer than',
  'too-heavy': 'is too heavy',
};

function liquidReason({ code, name }: TemplateFault): string {
  return `${reasons[code]}: ${name}`;
}

/** A letter to bodies has to be written in the language of every seat it goes to. */
function unread(source: YamlSource, file: LooseFile, letter: LooseLetter, place: number): FileFault[] {
  if (letter.bodies.length === 0) return [source.fault(['letters', place, 'bodies'], 'names nobody')];
  const seats = file.bodies.filter(({ key }) => letter.bodies.includes(key)).flatMap((body) => body.seats);
  const wanted = new Set(seats.map(({ language }) => language).filter((language) => language !== ''));
  return [...wanted]
    .filter((locale) => !Object.hasOwn(letter.texts, locale))
    .map((locale) =>
      source.fault(['letters', place, 'texts', locale], 'is missing: a seat reads this language'),
    );
}

/** A letter to supporters has to be written in every language of the campaign. */
function unspoken(source: YamlSource, file: LooseFile, letter: LooseLetter, place: number): FileFault[] {
  const named = letter.bodies.map((_, body) =>
    source.fault(['letters', place, 'bodies', body], 'stands in a letter to supporters'),
  );
  const missing = file.languages
    .filter((locale) => !Object.hasOwn(letter.texts, locale))
    .map((locale) => source.fault(['letters', place, 'texts', locale], 'is missing'));
  return [...named, ...missing];
}
