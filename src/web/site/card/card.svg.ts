import type { Colour } from '../../../domain/campaigns/colour.rules.js';
import { cardPicture } from '../../../platform/pictures/encode-picture.js';
import { escaped, type Face, faceOf, setText, widthOf } from './typesetting.js';

/** What a card says, in one language. */
export interface CardModel {
  readonly dir: 'ltr' | 'rtl';
  /** The service's name. */
  readonly site: string;
  /** 'Petition'. */
  readonly kicker: string;
  readonly title: string;
  /** Who speaks. */
  readonly attribution: string;
  /** How many stand behind it; null while they are few. */
  readonly count: string | null;
  /** Where it is found: a host. */
  readonly host: string;
  /** The campaign's own colour; absent: the service's. */
  readonly accent?: Colour;
  /** The file of the campaign's picture, which stands beside the words. */
  readonly picture?: string;
}

/** Pixels, as the sites that show cards ask for. */
export const cardSize = { width: 1200, height: 630 } as const;

const faces: Readonly<Record<'ltr' | 'rtl', { title: Face; small: Face; leading: number }>> = {
  ltr: {
    title: { family: 'Newsreader', weight: 600 },
    small: { family: 'Public Sans', weight: 500 },
    leading: 1.12,
  },
  rtl: {
    title: { family: 'Vazirmatn', weight: 700 },
    small: { family: 'Vazirmatn', weight: 500 },
    leading: 1.42,
  },
};

const ink = '#1d1b18';
const quiet = '#5a554d';
/** The service's own accent. */
const green = '#16544d';
const flame = '#a94f10';

/** Pixels of the title, from what is wanted to what is still read on a phone. */
const sizes = { ltr: [84, 76, 68, 60, 52, 46, 40], rtl: [72, 64, 58, 52, 46, 40] };

const MARGIN = 84;
const BAR = 16;
const TITLE = { top: 168, height: 250 } as const;

/** From where to where the words stand, in pixels. */
interface Span {
  readonly left: number;
  readonly right: number;
}

/** The card's picture. The renderer knows no reading direction, so each line is hung on the side where it begins. */
export function cardSvg(model: CardModel, picture?: Buffer): string {
  const { dir, accent = green } = model;
  const { title, small, leading } = faces[dir];
  const span = spanOf(dir, picture !== undefined);
  const width = span.right - span.left;
  const set = setText(model.title, title, { width, height: TITLE.height, leading, sizes: sizes[dir] });
  const step = set.size * leading;
  // Few lines stand in the middle of their room.
  const first =
    TITLE.top + (TITLE.height - step * set.lines.length) / 2 + set.size * (dir === 'rtl' ? 1.02 : 0.86);
  const drawn = new Drawing(dir, span);
  const attribution = setText(model.attribution, small, { width, height: 40, leading: 1.3, sizes: [30, 26] });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(cardSize.width)}" height="${String(cardSize.height)}">`,
    `<rect width="100%" height="100%" fill="#faf8f4"/>`,
    `<rect x="${String(dir === 'rtl' ? cardSize.width - BAR : 0)}" width="${String(BAR)}" height="100%" fill="${accent}"/>`,
    picture ? beside(dir, picture) : '',
    mark(dir === 'rtl' ? span.right - 30 : span.left),
    drawn.line('start', model.site, { face: title, size: 40, y: 112, fill: ink, inset: 48 }),
    drawn.line('end', model.kicker, { face: small, size: 28, y: 110, fill: accent }),
    ...set.lines.map((text, n) =>
      drawn.line('start', text, { face: title, size: set.size, y: first + n * step, fill: ink }),
    ),
    ...attribution.lines.map((text) =>
      drawn.line('start', text, { face: small, size: attribution.size, y: 470, fill: quiet }),
    ),
    `<rect x="${String(span.left)}" y="506" width="${String(width)}" height="2" fill="#ded8cc"/>`,
    ...foot(model, drawn, width, picture !== undefined),
    '</svg>',
  ].join('');
}

/** The picture takes the side where lines end. */
function spanOf(dir: 'ltr' | 'rtl', isBeside: boolean): Span {
  const taken = isBeside ? cardPicture.width - MARGIN + 56 : 0;
  const [left, right] = [MARGIN, cardSize.width - MARGIN];
  return dir === 'ltr' ? { left, right: right - taken } : { left: left + taken, right };
}

function beside(dir: 'ltr' | 'rtl', picture: Buffer): string {
  const x = dir === 'ltr' ? cardSize.width - cardPicture.width : 0;
  const data = picture.toString('base64');
  return `<image x="${String(x)}" y="0" width="${String(cardPicture.width)}" height="${String(cardPicture.height)}" href="data:image/jpeg;base64,${data}"/>`;
}

/** How many and where: side by side, or one below the other where a picture leaves less room. */
function foot(model: CardModel, drawn: Drawing, width: number, isNarrow: boolean): string[] {
  const { accent = green, count, host, dir } = model;
  const { small } = faces[dir];
  const place = { face: faces.ltr.small, size: hostSize(host), fill: quiet, ltr: true };
  if (!isNarrow) {
    const many =
      count === null ? '' : drawn.line('start', count, { face: small, size: 34, y: 564, fill: accent });
    return [many, drawn.line('end', host, { ...place, y: 562 })];
  }
  if (count === null) return [drawn.line('start', host, { ...place, y: 562 })];
  const size = Math.min(34, width / widthOf(count, small));
  return [
    drawn.line('start', count, { face: small, size, y: 552, fill: accent }),
    drawn.line('start', host, { ...place, size: Math.min(24, place.size), y: 592 }),
  ];
}

/** Lines of text, each on the side where its language begins or ends. */
class Drawing {
  constructor(
    private readonly dir: 'ltr' | 'rtl',
    private readonly span: Span,
  ) {}

  line(
    side: 'start' | 'end',
    text: string,
    style: { face: Face; size: number; y: number; fill: string; inset?: number; ltr?: boolean },
  ): string {
    const { face, size, y, fill, inset = 0, ltr = false } = style;
    const atLeft = (side === 'start') === (this.dir === 'ltr');
    const x = atLeft ? this.span.left + inset : this.span.right - inset;
    const anchor = atLeft ? 'start' : 'end';
    // An embedding gives the line its own direction, whatever it begins and ends with (UAX #9, X2).
    const bidi = this.dir === 'rtl' && !ltr ? `\u202B${text}\u202C` : text;
    return `<text ${faceOf(face)} font-size="${String(size)}" x="${String(x)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${escaped(bidi)}</text>`;
  }
}

function hostSize(host: string): number {
  return Math.min(28, 420 / widthOf(host, faces.ltr.small));
}

function mark(x: number): string {
  return `<g transform="translate(${String(x)} 74) scale(1.3)"><path fill="${flame}" d="M12 1c5 5.4 7.6 9.2 7.6 12.8a7.6 7.6 0 0 1-15.2 0C4.400 10.200 7 6.400 12 1z"/><path fill="${ink}" d="M6.500 23.500h11V30a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1z"/></g>`;
}
