import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AssetFile } from './asset-file.js';

/** The scripts that have fonts of their own; a page loads the fonts of one. */
type Script = 'latin' | 'arabic';

/** A cut font (`docs/fonts.mjs`). */
interface Font {
  readonly family: string;
  readonly file: string;
  readonly script: Script;
  readonly weights: string;
  /** What stands in for it until it is there, as wide and as high, so that nothing moves; absent: the families named next. */
  readonly measured?: Measured;
}

interface Measured {
  /** Parts of an em, from the font's `hhea` table. */
  readonly ascent: number;
  readonly descent: number;
  readonly standIns: readonly StandIn[];
}

interface StandIn {
  readonly weights: string;
  /** Full and PostScript names, as `local()` takes them; the first that is installed. */
  readonly names: readonly string[];
  /** How wide the font's texts are beside those of the stand-in, measured on the service's own texts. */
  readonly wider: number;
}

const fonts: readonly Font[] = [
  {
    family: 'Public Sans',
    file: 'public-sans',
    script: 'latin',
    weights: '400 700',
    measured: {
      ascent: 0.95,
      descent: 0.225,
      standIns: [
        { weights: '400', names: ['Arial', 'ArialMT', 'Liberation Sans'], wider: 1.035 },
        { weights: '600 700', names: ['Arial Bold', 'Arial-BoldMT', 'Liberation Sans Bold'], wider: 0.98 },
      ],
    },
  },
  {
    family: 'Newsreader',
    file: 'newsreader',
    script: 'latin',
    weights: '600',
    measured: {
      ascent: 0.735,
      descent: 0.265,
      standIns: [
        {
          weights: '600',
          names: ['Times New Roman Bold', 'TimesNewRomanPS-BoldMT', 'Liberation Serif Bold'],
          wider: 1.019,
        },
      ],
    },
  },
  {
    family: 'Vazirmatn',
    file: 'vazirmatn',
    script: 'arabic',
    weights: '400 700',
  },
];

function fileOf({ file }: Font): AssetFile {
  const body = readFileSync(new URL(`../assets/fonts/${file}.woff2`, import.meta.url));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { path: `/assets/${file}.${hash}.woff2`, type: 'font/woff2', body };
}

const files = fonts.map((font) => ({ font, file: fileOf(font) }));

/** The fonts' files, which are compressed by themselves. */
export const fontFiles: readonly AssetFile[] = files.map(({ file }) => file);

/** Addresses of the fonts that a page in a language shows its first line in. */
export function fontPathsFor(dir: 'ltr' | 'rtl'): readonly string[] {
  const script: Script = dir === 'rtl' ? 'arabic' : 'latin';
  return files.filter(({ font }) => font.script === script).map(({ file }) => file.path);
}

/** The rules that name the fonts and their stand-ins (`… fallback`) to the style sheet. */
export const fontFaces: string = files
  .flatMap(({ font, file }) => [faceOf(font, file), ...standInsOf(font)])
  .join('\n');

function faceOf({ family, weights }: Font, { path }: AssetFile): string {
  return `@font-face{font-family:'${family}';font-weight:${weights};font-display:swap;src:url('${path}') format('woff2')}`;
}

function standInsOf({ family, measured }: Font): string[] {
  return measured?.standIns.map((each) => standInOf(family, measured, each)) ?? [];
}

function standInOf(
  family: string,
  { ascent, descent }: Measured,
  { weights, names, wider }: StandIn,
): string {
  const percent = (part: number) => `${(100 * part).toFixed(1)}%`;
  const src = names.map((name) => `local('${name}')`).join(',');
  return (
    `@font-face{font-family:'${family} fallback';font-weight:${weights};src:${src};size-adjust:${percent(wider)};` +
    `ascent-override:${percent(ascent / wider)};descent-override:${percent(descent / wider)};line-gap-override:0%}`
  );
}
