import type { FileFault } from './campaign-file.errors.js';
import type { LooseFile } from './loose-file.js';
import type { FilePath, YamlSource } from './yaml-source.js';

const ALT: FilePath = ['look', 'picture', 'alt'];

/** What is wrong with a file's sense: languages that are missing, keys that are doubled or name nothing. */
export function senseFaults(source: YamlSource, file: LooseFile): FileFault[] {
  const { languages } = file;
  const alt = file.look.picture?.alt;
  const bodies = new Set(file.bodies.map(({ key }) => key));
  const letters = new Set(file.letters.map(({ key }) => key));
  const unknown = (path: FilePath, keys: readonly string[], known: ReadonlySet<string>, what: string) =>
    keys.flatMap((key, place) =>
      key === '' || known.has(key)
        ? []
        : [source.fault([...path, place], `names ${key}, which is no ${what} of this file`)],
    );
  const lacking = (path: FilePath, texts: Record<string, unknown>, wanted: readonly string[] = languages) =>
    [...new Set(wanted)]
      .filter((locale) => locale !== '' && !Object.hasOwn(texts, locale))
      .map((locale) => source.fault([...path, locale], 'is missing'));
  const beyond = (path: FilePath, texts: Record<string, unknown>) =>
    Object.keys(texts)
      .filter((locale) => !languages.includes(locale))
      .map((locale) => source.fault([...path, locale], 'is not among the languages of the campaign'));

  return [
    ...doubled(source, ['languages'], languages, () => []),
    ...doubled(source, ['demands'], keysOf(file.demands)),
    ...doubled(source, ['timeline'], keysOf(file.timeline)),
    ...doubled(source, ['grounds'], keysOf(file.grounds)),
    ...doubled(source, ['bodies'], keysOf(file.bodies)),
    ...doubled(source, ['endorsements'], keysOf(file.endorsements)),
    ...doubled(source, ['updates'], keysOf(file.updates)),
    ...doubled(source, ['letters'], keysOf(file.letters)),
    ...doubled(source, ['anniversaries'], keysOf(file.anniversaries)),
    ...(alt ? [...lacking(ALT, alt), ...beyond(ALT, alt)] : []),
    ...lacking(['texts'], file.texts),
    ...beyond(['texts'], file.texts),
    ...file.demands.flatMap(({ to, texts }, place) => [
      ...lacking(['demands', place, 'texts'], texts),
      ...unknown(['demands', place, 'to'], to, bodies, 'body'),
      ...doubled(source, ['demands', place, 'to'], to, () => []),
    ]),
    ...file.timeline.flatMap(({ on, since, texts }, place) => {
      const path = ['timeline', place, 'texts'];
      const undated = on === undefined && since === undefined;
      return [
        ...lacking(path, texts),
        ...beyond(path, texts),
        ...(undated ? withoutWords(source, path, texts) : []),
      ];
    }),
    ...(['grounds', 'endorsements', 'updates'] as const).flatMap((section) =>
      file[section].flatMap(({ texts }, place) => [
        ...lacking([section, place, 'texts'], texts),
        ...beyond([section, place, 'texts'], texts),
      ]),
    ),
    ...file.bodies.flatMap(({ names, seats }, place) => [
      ...lacking(['bodies', place, 'names'], names),
      ...doubled(source, ['bodies', place, 'seats'], keysOf(seats)),
      ...seats.flatMap(({ language, offices, salutations }, seat) => [
        ...lacking(['bodies', place, 'seats', seat, 'offices'], offices, [language]),
        ...lacking(['bodies', place, 'seats', seat, 'salutations'], salutations, [language]),
      ]),
    ]),
    ...file.letters.flatMap((letter, place) =>
      unknown(['letters', place, 'bodies'], letter.bodies, bodies, 'body'),
    ),
    ...file.anniversaries.flatMap((day, place) =>
      unknown(['anniversaries', place, 'letters'], day.letters, letters, 'letter'),
    ),
  ];
}

function keysOf(items: readonly { readonly key: string }[]): string[] {
  return items.map(({ key }) => key);
}

/** Keys that stand twice; the second is the fault. */
function doubled(
  source: YamlSource,
  path: FilePath,
  keys: readonly string[],
  below: () => FilePath = () => ['key'],
): FileFault[] {
  return keys.flatMap((key, place) =>
    key !== '' && keys.indexOf(key) < place
      ? [source.fault([...path, place, ...below()], `says ${key} a second time`)]
      : [],
  );
}

/** A fact without a day needs words in its place, in every language. */
function withoutWords(source: YamlSource, path: FilePath, texts: Record<string, unknown>): FileFault[] {
  return Object.entries(texts).flatMap(([locale, text]) =>
    typeof text === 'object' && text !== null && !('undated' in text)
      ? [source.fault([...path, locale, 'undated'], 'is missing: the fact has no day')]
      : [],
  );
}
