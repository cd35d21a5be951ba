import type { Block } from './markup.js';
import { parseInlines } from './parse-inlines.js';

const HEADING = /^(#{1,3}) +(.*)$/;
const BULLET = /^[-*] +(.*)$/;
const NUMBER = /^\d{1,3}[.)] +(.*)$/;
const QUOTE = /^> ?(.*)$/;
const RULE = /^-{3,}$/;

interface Draft {
  readonly kind: 'paragraph' | 'quote' | 'bullets' | 'numbers';
  readonly lines: string[];
}

/**
 * Reads the light markup of letters and mail: paragraphs parted by empty lines, `- ` and `1. ` lists, `# ` headings,
 * `> ` quotes, `---` rules, `**strong**`, `*emphasis*`, `` `code` ``, `[label](address)`, `<address>`; a backslash at
 * the end of a line breaks it, before a mark it takes its meaning away. A paragraph that is one link is an action.
 */
export function parseMarkup(source: string, isSlot: (text: string) => boolean = () => false): Block[] {
  const reader = new BlockReader(isSlot);
  for (const line of source.replace(/\r\n?/g, '\n').split('\n')) reader.line(line);
  return reader.end();
}

class BlockReader {
  private readonly blocks: Block[] = [];
  private draft: Draft | null = null;
  private gap = false;

  constructor(private readonly isSlot: (text: string) => boolean) {}

  line(raw: string): void {
    const line = raw.trim();
    const heading = HEADING.exec(line);
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    const quote = QUOTE.exec(line);
    if (line === '') this.pause();
    else if (RULE.test(line)) this.whole({ kind: 'rule' });
    else if (heading) {
      const level = (heading[1] ?? '#').length as 1 | 2 | 3;
      this.whole({ kind: 'heading', level, children: parseInlines(heading[2] ?? '', this.isSlot) });
    } else if (bullet) this.into('bullets', bullet[1] ?? '', true);
    else if (number) this.into('numbers', number[1] ?? '', true);
    else if (quote) this.into('quote', quote[1] ?? '', false);
    else if (this.draft && !isProse(this.draft) && !this.gap && /^\s/.test(raw)) {
      this.into(this.draft.kind, line, false);
    } else this.into('paragraph', line, false);
  }

  end(): Block[] {
    if (this.draft) this.blocks.push(blockOf(this.draft, this.isSlot));
    this.draft = null;
    return this.blocks;
  }

  private whole(block: Block): void {
    this.end();
    this.blocks.push(block);
  }

  /** Items of one list may stand apart, as a loop leaves them; prose ends. */
  private pause(): void {
    this.gap = true;
    if (this.draft && isProse(this.draft)) this.end();
  }

  private into(kind: Draft['kind'], line: string, fresh: boolean): void {
    if (this.draft?.kind !== kind) {
      this.end();
      this.draft = { kind, lines: [line] };
    } else if (fresh) this.draft.lines.push(line);
    else this.draft.lines.push(`${this.draft.lines.pop() ?? ''}\n${line}`);
    this.gap = false;
  }
}

function isProse(draft: Draft): boolean {
  return draft.kind === 'paragraph' || draft.kind === 'quote';
}

function blockOf(draft: Draft, isSlot: (text: string) => boolean): Block {
  if (!isProse(draft)) {
    const items = draft.lines.map((line) => parseInlines(line, isSlot));
    return { kind: 'list', ordered: draft.kind === 'numbers', items };
  }
  const children = parseInlines(draft.lines.join('\n'), isSlot);
  if (draft.kind === 'quote') return { kind: 'quote', children };
  const [only, ...others] = children;
  if (only?.kind === 'link' && others.length === 0) return { ...only, kind: 'action' };
  return { kind: 'paragraph', children };
}
