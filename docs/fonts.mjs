/**
 * Cuts the pages' fonts from their packages, only needed when a font or its characters change:
 * `npm install --no-save subset-font@2.9.0 vazirmatn@33.0.3 @fontsource-variable/newsreader@5 @fontsource-variable/public-sans@5`,
 * then `node docs/fonts.mjs`. What it writes is kept in the repository, so that nobody else needs them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const packages = fileURLToPath(new URL('../node_modules/', import.meta.url));
const fonts = fileURLToPath(new URL('../src/web/assets/fonts/', import.meta.url));

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join('');

/** ASCII, and what English, French, German and Spanish write beside it. */
const latin =
  range(0x20, 0x7e) + '\u00a0¡¿ªº«»·©×ÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜßàáâäçèéêëìíîïñòóôöùúûüÿŒœÆæ–—‘’‚“”„…‹›•€';

/** The letters of Persian and Arabic, their marks, both sets of digits, punctuation, what joins and what directs. */
const arabic =
  ' \u00a0!()+-./:=[]«»×–—،؛؟ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيٰٱ٪٫٬پچژکگیۀە﴾﴿' +
  range(0x64b, 0x655) +
  range(0x660, 0x669) +
  range(0x6f0, 0x6f9) +
  '\u200c\u200d\u200e\u200f';

const cuts = [
  {
    name: 'newsreader',
    from: '@fontsource-variable/newsreader/files/newsreader-latin-standard-normal.woff2',
    licence: '@fontsource-variable/newsreader/LICENSE',
    text: latin,
    variationAxes: { opsz: 36, wght: 600 },
    keepFeatures: ['kern', 'liga', 'ccmp', 'mark', 'locl', 'lnum'],
  },
  {
    name: 'public-sans',
    from: '@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2',
    licence: '@fontsource-variable/public-sans/LICENSE',
    text: latin,
    variationAxes: { wght: { min: 400, max: 700 } },
    keepFeatures: ['kern', 'ccmp', 'mark', 'locl', 'tnum'],
  },
  {
    name: 'vazirmatn',
    from: 'vazirmatn/misc/Non-Latin/fonts/webfonts/Vazirmatn-NL[wght].woff2',
    licence: 'vazirmatn/OFL.txt',
    text: arabic,
    variationAxes: { wght: { min: 400, max: 700 } },
  },
];

for (const { name, from, licence, text, ...options } of cuts) {
  const cut = await subsetFont(readFileSync(packages + from), text, { targetFormat: 'woff2', ...options });
  writeFileSync(`${fonts}${name}.woff2`, cut);
  writeFileSync(`${fonts}${name}.OFL.txt`, readFileSync(packages + licence));
  process.stdout.write(`${name}: ${cut.length} bytes\n`);
}
