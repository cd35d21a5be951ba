const WIDTH = 76;
const PLAIN_LINE = /^(?!\.)[\x21-\x3c\x3e-\x7e ]{0,72}[\x21-\x3c\x3e-\x7e]$/;
/** Nothing to be encoded, however long: a link, say. */
const PLAIN_WORD = /^[\x21-\x3c\x3e-\x7e]+$/;
const NOT_PLAIN = /[^\t\x20-\x3c\x3e-\x7e]+/g;
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);

/** Every line end as CRLF (RFC 2045 §6.7 wants text in its canonical form first). */
export function canonicalLines(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

/**
 * Quoted-printable (RFC 2045 §6.7) of a text that starts at the beginning of a line. Line ends stay line ends; no line
 * is longer than 76; white space at a line's end and a dot at its beginning are encoded, so that nothing on the way spoils them.
 */
export function quotedPrintable(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  if (PLAIN_WORD.test(text)) return softlyBroken(text);
  return canonicalLines(text).split('\r\n').map(encodeLine).join('\r\n');
}

function encodeLine(line: string): string {
  if (line === '' || PLAIN_LINE.test(line)) return line;
  return softlyBroken(line.replace(NOT_PLAIN, hexOf).replace(/[ \t]$/, hexOf));
}

/** An encoded line in lines of at most 76. */
function softlyBroken(all: string): string {
  let out = '';
  for (let at = 0; ;) {
    const isDot = all[at] === '.';
    if (isDot) {
      out += hexOf('.');
      at += 1;
    }
    // One column stays free for the soft break's own sign, and no encoded byte is torn apart.
    let end = at + WIDTH - (isDot ? 4 : 1);
    if (end >= all.length) return out + all.slice(at);
    if (all[end - 1] === '=') end -= 1;
    else if (all[end - 2] === '=') end -= 2;
    out += `${all.slice(at, end)}=\r\n`;
    at = end;
  }
}

function hexOf(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) out += HEX[byte] ?? '';
  return out;
}

/** How many bytes a text takes in quoted-printable, soft breaks aside. */
export function quotedPrintableSize(text: string): number {
  let size = 0;
  for (const byte of Buffer.from(text, 'utf8')) size += byte < 0x7f && byte !== 0x3d ? 1 : 3;
  return size;
}

/** Base64 in lines of 76 (RFC 2045 §6.8), ending with a line end. */
export function base64Lines(text: string): string {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  let out = '';
  for (let at = 0; at < encoded.length; at += WIDTH) out += `${encoded.slice(at, at + WIDTH)}\r\n`;
  return out;
}
