import type { Inline } from './markup.js';

const SAFE_SCHEME = /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i;
/** How far from its opening a single `*` may close: keeps the reading of a hostile text linear. */
const FARTHEST = 4_000;
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/** Whether an address may become a link: the web, mail, or a slot that dispatch fills with one of these. */
export function isSafeHref(href: string, isSlot: (text: string) => boolean): boolean {
  return isSlot(href) || SAFE_SCHEME.test(href);
}

/** Reads the marks inside a paragraph; whatever does not close, or links elsewhere than it may, stays text. */
export function parseInlines(source: string, isSlot: (text: string) => boolean): Inline[] {
  return new InlineReader(source, isSlot).read();
}

/** A source without its escapes. */
function unescape(source: string): string {
  return source.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

class InlineReader {
  private readonly out: Inline[] = [];
  private text = '';
  private readonly found = new Map<string, { from: number; at: number }>();
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly isSlot: (text: string) => boolean,
  ) {}

  read(): Inline[] {
    while (this.at < this.source.length) {
      if (!this.escape() && !this.code() && !this.stress() && !this.link() && !this.bareLink()) {
        this.text += this.source[this.at] === '\n' ? ' ' : (this.source[this.at] ?? '');
        this.at += 1;
      }
    }
    this.flush();
    return this.out;
  }

  private push(inline: Inline, to: number): true {
    this.flush();
    this.out.push(inline);
    this.at = to;
    return true;
  }

  private flush(): void {
    if (this.text !== '') this.out.push({ kind: 'text', text: this.text });
    this.text = '';
  }

  private escape(): boolean {
    if (this.source[this.at] !== '\\') return false;
    const next = this.source[this.at + 1] ?? '';
    if (next === '\n') return this.push({ kind: 'break' }, this.at + 2);
    if (!PUNCTUATION.test(next)) return false;
    this.text += next;
    this.at += 2;
    return true;
  }

  private code(): boolean {
    if (this.source[this.at] !== '`') return false;
    const end = this.find('`', this.at + 1);
    if (end < 0) return false;
    return this.push({ kind: 'code', text: unescape(this.source.slice(this.at + 1, end)) }, end + 1);
  }

  private stress(): boolean {
    if (this.source[this.at] !== '*') return false;
    const mark = this.source.startsWith('**', this.at) ? '**' : '*';
    const start = this.at + mark.length;
    const end = this.find(mark, start);
    if (end <= start || /\s/.test(this.source[start] ?? ' ') || /\s/.test(this.source[end - 1] ?? ' ')) {
      return false;
    }
    const children = parseInlines(this.source.slice(start, end), this.isSlot);
    return this.push({ kind: mark === '**' ? 'strong' : 'emphasis', children }, end + mark.length);
  }

  private link(): boolean {
    if (this.source[this.at] !== '[') return false;
    const close = this.find(']', this.at + 1);
    if (close < 0 || this.source[close + 1] !== '(') return false;
    const end = this.find(')', close + 2);
    if (end < 0) return false;
    const href = unescape(this.source.slice(close + 2, end)).trim();
    if (!isSafeHref(href, this.isSlot)) return false;
    const children = parseInlines(this.source.slice(this.at + 1, close), this.isSlot);
    return this.push({ kind: 'link', href, children }, end + 1);
  }

  private bareLink(): boolean {
    if (this.source[this.at] !== '<') return false;
    const end = this.find('>', this.at + 1);
    if (end < 0) return false;
    const href = unescape(this.source.slice(this.at + 1, end)).trim();
    if (!isSafeHref(href, this.isSlot)) return false;
    return this.push({ kind: 'link', href, children: [{ kind: 'text', text: href }] }, end + 1);
  }

  /** Where a mark stands unescaped, from an index on; a single `*` is not half of a double one. */
  private find(mark: string, from: number): number {
    const known = this.found.get(mark);
    // What was found, or not found, for an earlier place holds for every place before it.
    if (mark !== '*' && known && from >= known.from && (known.at < 0 || from <= known.at)) return known.at;
    const at = this.scan(mark, from);
    this.found.set(mark, { from, at });
    return at;
  }

  private scan(mark: string, from: number): number {
    const end = mark === '*' ? Math.min(this.source.length, from + FARTHEST) : this.source.length;
    for (let i = from; i < end; i += 1) {
      if (this.source[i] === '\\') i += 1;
      else if (mark === '*' && this.source.startsWith('**', i)) i += 1;
      else if (this.source.startsWith(mark, i)) return i;
    }
    return -1;
  }
}
