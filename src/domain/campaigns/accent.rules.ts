import { type Colour, colourOf, contrast, type Tone, toneOf } from './colour.rules.js';

/** The accent of one theme, and what is made to go with it. */
export interface Accent {
  /** Of links, buttons, bars and charts. */
  readonly accent: Colour;
  /** Under the pointer. */
  readonly strong: Colour;
  /** Of the words on a button. */
  readonly on: Colour;
  /** Of a ground that hints at it. */
  readonly soft: Colour;
}

/** A campaign's accent in both themes. */
export type Accents = Readonly<Record<'light' | 'dark', Accent>>;

/** The least contrast of words with their ground (WCAG 2.2, 1.4.3). */
export const READABLE = 4.5;

/** What accents stand on in each theme, as the style sheet's tokens have it; a test compares the two. */
export const grounds: Readonly<Record<keyof Accents, readonly Colour[]>> = {
  light: ['#faf8f4', '#ffffff', '#f1ede5', '#f9ebdc', '#fbeae8', '#e6f2e9'],
  dark: ['#131514', '#1b1e1d', '#222625', '#372818', '#3a1d1b', '#1b3222'],
};

const STEP = 0.005;
const POINTED = 0.08;

/**
 * What a colour becomes where it has to be read: itself where it can be, else as much darker or lighter as it must, of
 * the same hue. The same colour always comes to the same accents.
 */
export function accentsOf(chosen: Colour): Accents {
  const tone = toneOf(chosen);
  return { light: lightAccent(chosen, tone), dark: darkAccent(chosen, tone) };
}

function lightAccent(chosen: Colour, tone: Tone): Accent {
  const soft = colourOf({ ...tone, lightness: 0.945, chroma: Math.min(0.018, tone.chroma) });
  const accent = readableOn([...grounds.light, soft], chosen, tone, -STEP);
  const own = toneOf(accent);
  const lightness = own.lightness + (own.lightness > 0.3 ? -POINTED : POINTED);
  return { accent, strong: colourOf({ ...own, lightness }), on: '#ffffff', soft };
}

function darkAccent(chosen: Colour, tone: Tone): Accent {
  const soft = colourOf({ ...tone, lightness: 0.305, chroma: Math.min(0.032, tone.chroma) });
  const accent = readableOn([...grounds.dark, soft], chosen, tone, STEP);
  const own = toneOf(accent);
  const lightness = own.lightness + (own.lightness < 0.92 ? POINTED : -POINTED);
  const on = colourOf({ ...own, lightness: 0.2, chroma: Math.min(0.05, own.chroma) });
  return { accent, strong: colourOf({ ...own, lightness }), on, soft };
}

function readableOn(all: readonly Colour[], chosen: Colour, tone: Tone, step: number): Colour {
  let colour = chosen;
  let { lightness } = tone;
  while (!isReadable(colour, all)) {
    lightness += step;
    colour = colourOf({ ...tone, lightness });
  }
  return colour;
}

function isReadable(colour: Colour, on: readonly Colour[]): boolean {
  return on.every((ground) => contrast(colour, ground) >= READABLE);
}
