import { createHash } from 'node:crypto';
import { type Accent, accentsOf } from '../../../domain/campaigns/accent.rules.js';
import { type Colour, readColour } from '../../../domain/campaigns/colour.rules.js';
import type { EmbedTheme } from '../../../domain/campaigns/embed-snippet.js';
import type { PublishedCampaign } from '../../../domain/campaigns/published-campaign.js';

/** The style sheet of a campaign's colour: what it says stands in its address. */
interface AccentSheet {
  readonly path: string;
  readonly body: string;
}

const NAME = /^([0-9a-f]{6})(?:-(light|dark))?\.[\w-]{12}\.css$/;
const MOST = 1_000;
const kept = new Map<string, AccentSheet>();

/** The address of a campaign's own colours, which stand after the style sheet of every page; null where it has none. */
export function accentSheetOf(
  { document }: Pick<PublishedCampaign, 'document'>,
  theme: EmbedTheme = 'auto',
): string | null {
  const accent = document.face?.look?.accent;
  return accent === undefined ? null : sheetOf(accent, theme).path;
}

/** The sheet of a name, or null: any colour has one, whether a campaign has it or not. */
export function findAccentSheet(name: string): string | null {
  const [, digits, theme = 'auto'] = NAME.exec(name) ?? [];
  const colour = digits === undefined ? null : readColour(`#${digits}`);
  const sheet = colour && sheetOf(colour, theme as EmbedTheme);
  return sheet?.path === `/accents/${name}` ? sheet.body : null;
}

function sheetOf(colour: Colour, theme: EmbedTheme): AccentSheet {
  const known = kept.get(colour + theme);
  if (known) return known;
  const { light, dark } = accentsOf(colour);
  const inDark = theme === 'auto' ? 'screen and (prefers-color-scheme:dark)' : 'screen';
  const body = `${rule(light)}${theme === 'light' ? '' : `@media ${inDark}{${rule(dark)}}`}`;
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  const suffix = theme === 'auto' ? '' : `-${theme}`;
  const sheet = { path: `/accents/${colour.slice(1)}${suffix}.${hash}.css`, body };
  if (kept.size >= MOST) kept.clear();
  kept.set(colour + theme, sheet);
  return sheet;
}

function rule({ accent, strong, on, soft }: Accent): string {
  return `:root{--accent:${accent};--accent-strong:${strong};--on-accent:${on};--accent-soft:${soft}}`;
}
