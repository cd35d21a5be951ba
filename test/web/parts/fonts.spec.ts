import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { locales } from '../../../src/platform/i18n/locale.js';
import { assetFiles } from '../../../src/web/parts/asset-files.js';
import { fontFiles, fontPathsFor } from '../../../src/web/parts/font-files.js';
import { hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: what the fonts hold ${noBrowser}.\n`);

/** The letters, marks and digits of a language's texts; what directs or joins has no shape of its own. */
function lettersOf(locale: string): string[] {
  const file = new URL(`../../../templates/locales/${locale}.json`, import.meta.url);
  const texts = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const script = locale === 'fa' || locale === 'ar' ? /\p{Script=Arabic}/u : /\p{Script=Latin}/u;
  return [...new Set(texts.join(''))].filter((letter) => script.test(letter));
}

describe('the fonts', () => {
  it('are served by us with their licence, each under 26 kB', () => {
    for (const { path, body, zipped } of fontFiles) {
      expect(assetFiles.get(path)?.body).toBe(body);
      expect(body.subarray(0, 4).toString()).toBe('wOF2');
      expect(body.length).toBeLessThan(26_000);
      expect(zipped).toBeUndefined();
      const [, name = ''] = /^\/assets\/([a-z-]+)\./.exec(path) ?? [];
      const licence = new URL(`../../../src/web/assets/fonts/${name}.OFL.txt`, import.meta.url);
      expect(readFileSync(licence, 'utf8')).toContain('SIL Open Font License, Version 1.1');
    }
  });
});

inBrowser('what the fonts hold', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser.close());

  it.each(locales)('is every letter that the texts in %s are written with', async (locale) => {
    const page = await browser.newPage();
    const dir = locale === 'fa' || locale === 'ar' ? 'rtl' : 'ltr';
    const fonts = fontPathsFor(dir).map((path) => assetFiles.get(path)?.body.toString('base64') ?? '');
    expect(fonts.length).toBeGreaterThan(0);
    const faces = fonts.map(
      (font, at) => `@font-face { font-family: f${at}; src: url(data:font/woff2;base64,${font}) }`,
    );
    await page.setContent(`<style>${faces.join('')}</style><canvas></canvas>`);
    // A letter that a font lacks is as wide with it as without it, whatever stands in.
    const missing = await page.evaluate(
      `(async (letters, fonts) => {
        for (let at = 0; at < fonts; at += 1) await document.fonts.load('20px f' + at, letters.join(''));
        const pen = document.querySelector('canvas').getContext('2d');
        const width = (font, letter) => ((pen.font = font), pen.measureText(letter).width);
        const missing = [];
        for (let at = 0; at < fonts; at += 1)
          for (const letter of letters)
            if (width('20px f' + at + ', monospace', letter) === width('20px monospace', letter) &&
                width('20px f' + at + ', serif', letter) === width('20px serif', letter)) missing.push(letter);
        return missing;
      })(${JSON.stringify(lettersOf(locale))}, ${fonts.length})`,
    );
    expect(missing).toEqual([]);
    await page.close();
  });
});
