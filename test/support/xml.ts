/** An element as it was read, with the text that stands directly in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN = /<\?xml [^?]*\?>|<\/([\w:]+)\s*>|<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** Reads a small document; strict: whatever is not well-formed throws. No comments, CDATA or doctypes. */
export function readXml(source: string): Element {
  const root = { name: '', attributes: {}, children: [] as Element[], text: '' };
  const open: (typeof root)[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 40)}`);
    const [, closed, opened, attributes = '', empty, text] = match;
    const current = open.at(-1)!;
    if (text !== undefined) {
      if (current === root && text.trim() !== '') throw new Error('text outside the root');
      current.text += decoded(text);
    } else if (closed !== undefined) {
      if (current.name !== closed) throw new Error(`</${closed}> closes <${current.name}>`);
      open.pop();
    } else if (opened !== undefined) {
      const element = { name: opened, attributes: attributesOf(attributes), children: [], text: '' };
      current.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [first] = root.children;
  if (open.length !== 1 || !first || root.children.length !== 1) throw new Error('not one whole element');
  return first;
}

function attributesOf(source: string): Record<string, string> {
  const found = [...source.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
  const names = found.map(([name]) => name);
  if (new Set(names).size !== names.length) throw new Error('an attribute stands twice');
  return Object.fromEntries(found.map(([name, value]) => [name, decoded(value!)])) as Record<string, string>;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\dA-Fa-f]+)|(\w+));|&/g, (all, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(String(hex), 16));
    const char = entities[String(name)];
    if (char === undefined) throw new Error(`${all} is no reference`);
    return char;
  });
}
