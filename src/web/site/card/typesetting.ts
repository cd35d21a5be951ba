import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** A family of the card's, in one weight each, as the files have them. */
export interface Face {
  readonly family: string;
  readonly weight: number;
}

const file = (name: string): string =>
  fileURLToPath(new URL(`../../assets/fonts/${name}.ttf`, import.meta.url));

/** The fonts of a card: our own, whatever the machine has. */
export const cardFonts = {
  loadSystemFonts: false,
  fontFiles: ['newsreader-semibold', 'public-sans-medium', 'vazirmatn-bold', 'vazirmatn-medium'].map(file),
  defaultFontFamily: 'Vazirmatn',
};

const EM = 100;

/** How wide a text is at a size of one pixel: shaped, as it will be drawn. */
export function widthOf(text: string, face: Face): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text ${faceOf(face)} font-size="${String(EM)}" x="0" y="0">${escaped(text)}</text></svg>`;
  return (new Resvg(svg, { font: cardFonts }).getBBox()?.width ?? 0) / EM;
}

/** A face as attributes. */
export function faceOf({ family, weight }: Face): string {
  return `font-family="${family}" font-weight="${String(weight)}"`;
}

/** A text fit to stand in markup. */
export function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u{FFFE}\u{FFFF}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text set in lines of one size. */
export interface Setting {
  readonly size: number;
  readonly lines: readonly string[];
}

/**
 * Sets a text into a box: in the largest of the sizes in which its lines fit the height; in the smallest it ends with an
 * ellipsis. A word wider than the box is parted.
 */
export function setText(
  text: string,
  face: Face,
  box: { width: number; height: number; leading: number; sizes: readonly number[] },
): Setting {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const widths = new Map<string, number>();
  const width = (word: string): number => {
    const known = widths.get(word) ?? widthOf(word, face);
    widths.set(word, known);
    return known;
  };
  const space = widthOf('n n', face) - widthOf('nn', face);
  let setting: Setting = { size: 0, lines: [] };
  for (const size of box.sizes) {
    const most = Math.max(1, Math.floor(box.height / (size * box.leading)));
    const by = { width, space, within: box.width / size };
    const lines = linesOf(words, by);
    setting = {
      size,
      lines: lines.length <= most ? evenly(lines, words, by) : cut(lines.slice(0, most), by),
    };
    if (lines.length <= most && words.every((word) => width(word) * size <= box.width)) break;
  }
  return setting;
}

interface Measure {
  /** Of a word, and of the space between two, at a size of one. */
  readonly width: (word: string) => number;
  readonly space: number;
  readonly within: number;
}

function linesOf(words: readonly string[], { width, space, within }: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words.flatMap((each) => parted(each, width(each), within))) {
    const wide = width(word);
    if (line !== '' && used + space + wide > within) {
      lines.push(line);
      line = '';
      used = 0;
    }
    used += (line === '' ? 0 : space) + wide;
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** The same number of lines, as alike in length as they can be. */
function evenly(lines: readonly string[], words: readonly string[], by: Measure): readonly string[] {
  for (let share = 0.55; share < 1; share += 0.03) {
    const tried = linesOf(words, { ...by, within: by.within * share });
    if (tried.length === lines.length && words.every((word) => by.width(word) <= by.within * share))
      return tried;
  }
  return lines;
}

/** Ends the last line with an ellipsis, and takes from it what leaves no room for that. */
function cut(lines: readonly string[], { width, within }: Measure): string[] {
  let last = graphemesOf(lines.at(-1) ?? '');
  while (last.length > 1 && width(`${last.join('')}…`) > within) last = last.slice(0, -1);
  return [...lines.slice(0, -1), `${last.join('').trimEnd()}…`];
}

/** A word in as many parts as it needs. */
function parted(word: string, wide: number, within: number): string[] {
  if (wide <= within) return [word];
  const signs = graphemesOf(word);
  const each = Math.max(1, Math.floor((signs.length * within * 0.9) / wide));
  const parts: string[] = [];
  for (let at = 0; at < signs.length; at += each) parts.push(signs.slice(at, at + each).join(''));
  return parts;
}

function graphemesOf(text: string): string[] {
  return Array.from(
    new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
}
