import { hash } from 'node:crypto';

const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;
const LF = 0x0a;

/** One header field: as it stands in the message, with its line end, and its name in lower case. */
export interface HeaderField {
  readonly name: string;
  readonly raw: string;
}

/** The fields of a message's head, folded lines and all. `head` ends with the last field's line end; one character is one octet. */
export function headerFields(head: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let at = 0; at < head.length;) {
    let end = head.indexOf('\r\n', at);
    while (end >= 0 && isWhite(head.charCodeAt(end + 2))) end = head.indexOf('\r\n', end + 2);
    const next = end < 0 ? head.length : end + 2;
    const colon = head.indexOf(':', at);
    if (colon > at && colon < next) {
      fields.push({ name: head.slice(at, colon).trimEnd().toLowerCase(), raw: head.slice(at, next) });
    }
    at = next;
  }
  return fields;
}

/** A field by the relaxed header canonicalisation (RFC 6376 §3.4.2), without its line end. */
export function relaxedField({ name, raw }: HeaderField): string {
  const value = raw
    .slice(raw.indexOf(':') + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]{2,}|\t/g, ' ');
  const start = value.startsWith(' ') ? 1 : 0;
  return `${name}:${value.slice(start, value.endsWith(' ') ? -1 : undefined)}`;
}

/**
 * A body by the relaxed body canonicalisation (RFC 6376 §3.4.4): runs of white space are one space, none stands at a
 * line's end, no empty line at the end. Itself where it is so already, as what this service composes mostly is.
 */
export function relaxedBody(body: Buffer): Buffer {
  if (isRelaxed(body)) return body;
  const out = Buffer.allocUnsafe(body.length + 2);
  let length = 0;
  let end = 0;
  let gap = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte > SPACE) {
      if (gap) out[length++] = SPACE;
      gap = false;
      out[length++] = byte;
      end = length;
    } else if (isWhite(byte)) {
      gap = true;
    } else if (byte === CR && body[at + 1] === LF) {
      gap = false;
      out[length++] = CR;
      out[length++] = LF;
      at += 1;
    } else {
      if (gap) out[length++] = SPACE;
      gap = false;
      out[length++] = byte;
      end = length;
    }
  }
  if (end === 0) return out.subarray(0, 0);
  out[end] = CR;
  out[end + 1] = LF;
  return out.subarray(0, end + 2);
}

function isRelaxed(body: Buffer): boolean {
  const { length } = body;
  const endsOnce =
    length > 2 &&
    body[length - 1] === LF &&
    body[length - 2] === CR &&
    !(body[length - 3] === LF && (length === 3 || body[length - 4] === CR));
  return endsOnce && !body.includes(TAB) && !body.includes('  ') && !body.includes(' \r\n');
}

function isWhite(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** The `bh=` of a body: sha256 over its canonical form, base64. */
export function bodyHash(body: Buffer): string {
  return hash('sha256', relaxedBody(body), 'base64');
}
