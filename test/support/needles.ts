import { createHash } from 'node:crypto';

/** A form in which something secret might lie somewhere. */
export interface Needle {
  /** Whose it is and in which form, for the one who reads the failure. */
  readonly what: string;
  readonly bytes: Buffer;
}

const hashes = ['md5', 'sha1', 'sha256', 'sha512'] as const;

/** A text in clear (UTF-8 and UTF-16), base64 of every alignment, hex and percent-encoded. */
export function needlesOfText(what: string, text: string): Needle[] {
  const bytes = Buffer.from(text);
  return [
    { what: `${what} in clear`, bytes },
    { what: `${what} in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
    ...encoded(what, bytes),
    ...(encodeURIComponent(text) === text
      ? []
      : [{ what: `${what} percent-encoded`, bytes: Buffer.from(encodeURIComponent(text)) }]),
  ];
}

/** The hashes of an address that anybody could compute: raw, in hex and in base64. */
export function needlesOfHashes(what: string, text: string): Needle[] {
  return hashes.flatMap((name) => {
    const bytes = createHash(name).update(text).digest();
    return [{ what: `${what} as ${name}`, bytes }, ...encoded(`${what} as ${name}`, bytes)];
  });
}

function encoded(what: string, bytes: Buffer): Needle[] {
  const hex = bytes.toString('hex');
  const aligned = [0, 1, 2].map((before) => {
    // The characters that depend on what stands before or after are left out.
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const base64 = aligned.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
  return [
    ...[hex, hex.toUpperCase()].map((text) => ({ what: `${what} in hex`, bytes: Buffer.from(text) })),
    ...[...new Set(base64)].map((text) => ({ what: `${what} in base64`, bytes: Buffer.from(text) })),
  ];
}

/** Looks for thousands of needles in one pass: by their first three bytes, then whole. */
export class Haystack {
  private readonly first = new Uint8Array(1 << 24);
  private readonly byFirst = new Map<number, Needle[]>();

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      const key = needle.bytes.readUIntBE(0, 3);
      this.first[key] = 1;
      this.byFirst.set(key, [...(this.byFirst.get(key) ?? []), needle]);
    }
  }

  /** What was found, each once. */
  search(hay: Buffer): string[] {
    const found = new Set<string>();
    let key = 0;
    for (let at = 0; at < hay.length; at++) {
      key = ((key << 8) | (hay[at] ?? 0)) & 0xffffff;
      if (this.first[key] === 0 || at < 2) continue;
      for (const { what, bytes } of this.byFirst.get(key) ?? []) {
        if (hay.compare(bytes, 0, bytes.length, at - 2, Math.min(hay.length, at - 2 + bytes.length)) === 0) {
          found.add(what);
        }
      }
    }
    return [...found];
  }
}
