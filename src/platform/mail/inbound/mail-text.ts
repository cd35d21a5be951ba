import type { Email } from 'postal-mime';

const MOST_CHARACTERS = 64_000;
const MOST_HTML = 512_000;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  apos: "'",
  amp: '&',
};

/** What a person would read in a mail: its text, or its HTML without the tags where it has no other. */
export function textOfMail(email: Email): string {
  const written = email.text?.trim() ? email.text : plain(email.html ?? '');
  return written.replace(/\r\n?/g, '\n').slice(0, MOST_CHARACTERS);
}

function plain(html: string): string {
  return withoutUnseen(html.slice(0, MOST_HTML))
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      return character(decimal === undefined ? parseInt(String(hex), 16) : Number(decimal));
    });
}

/** HTML without its head, styles and scripts, read once from front to back: a hostile mail must not make it slow. */
function withoutUnseen(html: string): string {
  const seen: string[] = [];
  let hiding: string | null = null;
  let from = 0;
  for (const tag of html.matchAll(/<(\/?)(style|script|head|body)\b[^<>]*>/gi)) {
    const name = tag[2]?.toLowerCase() ?? '';
    const closes = tag[1] === '/' || name === 'body';
    if (hiding === null) seen.push(html.slice(from, tag.index));
    from = tag.index + tag[0].length;
    if (!closes) hiding ??= name;
    else if (hiding === name || name === 'body') hiding = null;
  }
  return [...seen, hiding === null ? html.slice(from) : ''].join(' ');
}

/** A no-break space is a space to whoever looks for words. */
function character(code: number): string {
  return code === 160 || code === 0 || code > 0x10ffff ? ' ' : String.fromCodePoint(code);
}

/** Nobody means anything by a hundred empty lines, and the parser takes seconds for some hundred thousand: one is left. */
export function withoutEmptyRuns(mail: string): string {
  return mail.replace(/(?:\r?\n){100,}/g, '\r\n\r\n');
}
