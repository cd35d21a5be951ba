import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { addressHintModule } from './address-hint.js';
import type { AssetFile } from './asset-file.js';
import { fontFaces, fontFiles } from './font-files.js';

/** A file whose text was compressed. */
type Zipped = AssetFile & { readonly zipped: Buffer };

const publicSheets = [
  'tokens',
  'base',
  'parts',
  'form',
  'campaign',
  'record',
  'embed',
  'share',
  'about',
  'look',
  'print',
];
const deskSheets = ['console', 'mailbox'];

const read = (name: string): string =>
  readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8').replace(/\r\n/g, '\n');

/** CSS without comments and indentation: smaller, and nothing else changes. */
function withoutSpaces(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** A script without its comments' lines and indentation. */
function withoutComments(script: string): string {
  return script
    .replace(/^\s*(?:\/\/|\/\*|\*).*$/gm, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function assetOf(name: string, extension: string, type: string, text: string): Zipped {
  const body = Buffer.from(text, 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { path: `/assets/${name}.${hash}.${extension}`, type, body, zipped: gzipSync(body, { level: 9 }) };
}

const styleType = 'text/css; charset=utf-8';
const cssOf = (sheets: readonly string[]): string =>
  sheets.map((sheet) => withoutSpaces(read(`${sheet}.css`))).join('\n');
const style = `${fontFaces}\n${cssOf(publicSheets)}`;

/** The style sheet of every page. */
export const stylesheet = assetOf('site', 'css', styleType, style);

/** What organizers' pages and the mailbox have beyond it, which no supporter has to wait for. */
export const deskStylesheet = assetOf('desk', 'css', styleType, cssOf(deskSheets));

/** The same as a device shows it that is set to one of the two, for pages whose surroundings are so. */
const inTheme = (theme: 'light' | 'dark', always: string): AssetFile =>
  assetOf(
    `site-${theme}`,
    'css',
    styleType,
    style
      .replace(/color-scheme: light dark/g, `color-scheme: ${theme}`)
      .replace(/\(prefers-color-scheme: dark\)/g, always),
  );
const themed = {
  auto: stylesheet,
  light: inTheme('light', '(width < 0)'),
  dark: inTheme('dark', '(width > 0)'),
};

/** The style sheet of a page in one theme. */
export function stylesheetOf(theme: keyof typeof themed): AssetFile {
  return themed[theme];
}

/** The mark in the browser's tab. */
export const icon = assetOf('icon', 'svg', 'image/svg+xml', read('icon.svg'));

const javaScript = 'text/javascript; charset=utf-8';

/** Lets a form do its proof of work while it is filled in; everything works without it. */
export const proofScript = assetOf('proof', 'js', javaScript, withoutComments(read('proof.js')));

/** Copies and shares what whoever has signed may pass on. */
export const shareScript = assetOf('share', 'js', javaScript, withoutComments(read('share.js')));

/** Tells the height of a framed page to the page around it. */
export const frameScript = assetOf('frame', 'js', javaScript, withoutComments(read('frame.js')));

/** Fits the frame into a partner's page; it has an address for ever, so it is known by its tag. */
export const embedScript = withTag(assetOf('embed', 'js', javaScript, read('embed.js')));

function withTag(file: Zipped): Zipped & { readonly etag: string } {
  return { ...file, etag: createHash('sha256').update(file.body).digest('base64url').slice(0, 22) };
}

/** Shows beside the form what its choices come to, and asks about slips in addresses. */
export const formScript = assetOf('form', 'js', javaScript, withoutComments(read('form.js')));

/** Both of a form's, fetched one step later than if the page named them: see FormScripts. */
export const fontFirstScript = assetOf(
  'font-first',
  'js',
  javaScript,
  [proofScript, formScript].map(({ path }) => `import '${path}';`).join('\n'),
);

/** What that script asks by; fetched once an address was typed. */
export const addressHint = assetOf('address-hint', 'js', javaScript, addressHintModule());

/** Leaves a page at once, where a campaign offers it; a plain link without it. */
export const exitScript = assetOf('exit', 'js', javaScript, withoutComments(read('exit.js')));

/** Altcha's own solver, as its package has it, with the licence it asks to be kept with every copy. */
export const proofWorker = assetOf('proof-worker', 'js', javaScript, altchaWorker());

function altchaWorker(): string {
  const at = import.meta.resolve('altcha/workers/pbkdf2');
  const licence = readFileSync(new URL('../../LICENSE.txt', at), 'utf8').trim();
  return `/*!\n${licence}\n*/\n${withoutComments(readFileSync(new URL(at), 'utf8'))}`;
}

const scripts = [
  proofScript,
  shareScript,
  frameScript,
  proofWorker,
  exitScript,
  formScript,
  fontFirstScript,
  addressHint,
];

/** Every file that pages refer to, by its address. */
export const assetFiles: ReadonlyMap<string, AssetFile> = new Map(
  [stylesheet, themed.light, themed.dark, deskStylesheet, ...fontFiles, icon, ...scripts].map((file) => [
    file.path,
    file,
  ]),
);
