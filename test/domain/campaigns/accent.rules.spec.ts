import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accentsOf, grounds } from '../../../src/domain/campaigns/accent.rules.js';
import {
  type Colour,
  colourOf,
  contrast,
  readColour,
  toneOf,
} from '../../../src/domain/campaigns/colour.rules.js';

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number): Colour => `#${number.toString(16).padStart(6, '0')}`);
/** Words stand on these too, whatever the accent is: ink and what is said quietly. */
const words = { light: ['#1d1b18', '#5a554d'], dark: ['#ece8e0', '#b3ada2'] } as const;

describe('the accents of a colour', () => {
  it('are read on every ground, whatever the colour is, and so are the words on a button', () => {
    fc.assert(
      fc.property(colours, (chosen) => {
        const accents = accentsOf(chosen);
        for (const theme of ['light', 'dark'] as const) {
          const { accent, strong, on, soft } = accents[theme];
          for (const ground of [...grounds[theme], soft]) {
            expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
            expect(contrast(strong, ground)).toBeGreaterThanOrEqual(4.5);
          }
          for (const under of [accent, strong]) expect(contrast(on, under)).toBeGreaterThanOrEqual(4.5);
          for (const word of words[theme]) expect(contrast(word, soft)).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are the colour itself where it can be read, else of its hue', () => {
    expect(accentsOf('#16544d').light.accent).toBe('#16544d');
    expect(accentsOf('#8fd3c8').dark.accent).toBe('#8fd3c8');
    const { light, dark } = accentsOf('#ffdd00');
    expect([light.accent, dark.accent]).toEqual(['#7d6b00', '#ffdd00']);
    expect(Math.abs(toneOf(light.accent).hue - toneOf('#ffdd00').hue)).toBeLessThan(0.1);
  });

  it('are held against the grounds that the pages have', () => {
    const css = readFileSync('src/web/assets/tokens.css', 'utf8');
    const [light = '', dark = ''] = css.split('@media screen and (prefers-color-scheme: dark)');
    for (const [theme, text] of [['light', light], ['dark', dark]] as const) {
      const own = ['paper', 'surface', 'sunken', 'flame-soft', 'bad-soft', 'good-soft'];
      const tokens = own.map((name) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(text)?.[1]);
      expect(tokens).toEqual(grounds[theme]);
    } // prettier-ignore
  });
});

describe('a colour', () => {
  it('comes back from its tone', () => {
    fc.assert(fc.property(colours, (colour) => colourOf(toneOf(colour)) === colour));
  });

  it.each(['', 'red', '#abc', '#12345g', '#1234567', '16544d', 'rgb(0 0 0)', '#16544d;', '#16544d}a{'])(
    'is not %p',
    (text) => {
      expect(readColour(text)).toBeNull();
    },
  );
});
