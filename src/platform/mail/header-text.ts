import type { Mailbox } from './mail-identity.js';

const LINE = 76;

/** Half a character: UTF-16 without its pair, which UTF-8 cannot hold. */
export const LONE_SURROGATE = /\p{Surrogate}/gu;
// Controls, NEL and the other C1, line and paragraph separators: nothing that could end a header line.
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** A line that is one already. */
const PLAIN_LINE = /^[!-~]+(?: [!-~]+)*$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/** A text as one line without controls: the only form in which anything enters a header. */
export function singleLine(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return text.replace(LONE_SURROGATE, '\uFFFD').replace(BREAKS, ' ').replace(/\s+/g, ' ').trim();
}

/** A whole unstructured header with its line end: folded, and by RFC 2047 where it is not plain ASCII. */
export function unstructuredHeader(name: string, value: string): string {
  if (!HEADER_NAME.test(name)) throw new Error(`not a header name: ${JSON.stringify(name)}`);
  const line = singleLine(value);
  if (isAscii(line) && !line.includes('=?') && longestWord(line) < 900) return fold(`${name}: ${line}`);
  return `${name}: ${encodedWords(line, name.length + 2)}\r\n`;
}

/** An address header (From, Reply-To, To) of one mailbox, with its line end. The address is trusted to be valid (RFC 5321). */
export function addressHeader(name: string, { address, name: shown }: Mailbox): string {
  if (/[\s<>,;\u0000-\u001f\u007f]/.test(address)) throw new Error('not an address');
  const phrase = singleLine(shown ?? '').slice(0, 200);
  if (phrase === '') return `${name}: ${address}\r\n`;
  const display =
    isAscii(phrase) && !phrase.includes('=?')
      ? `"${phrase.replace(/["\\]/g, '\\$&')}"`
      : encodedWords(phrase, name.length + 2);
  const lastLine =
    display.slice(display.lastIndexOf('\n') + 1).length + (display.includes('\n') ? 0 : name.length + 2);
  const gap = lastLine + address.length + 3 > LINE ? '\r\n ' : ' ';
  return `${name}: ${display}${gap}<${address}>\r\n`;
}

/** Encoded words (RFC 2047, B), each of whole characters and at most 75 long, on lines of at most 76. */
function encodedWords(text: string, column: number): string {
  const words: string[] = [];
  let chunk = '';
  let bytes = 0;
  const room = () => Math.floor((LINE - (words.length === 0 ? column : 1) - 12) / 4) * 3;
  const flush = () => {
    if (chunk === '') return;
    words.push(`=?UTF-8?B?${Buffer.from(chunk, 'utf8').toString('base64')}?=`);
    chunk = '';
    bytes = 0;
  };
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > room()) flush();
    chunk += character;
    bytes += size;
  }
  flush();
  return words.join('\r\n ');
}

function fold(header: string): string {
  let out = '';
  let line = '';
  for (const word of header.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > LINE + 2 && line.trimEnd().length > 0) {
      out += `${line}\r\n`;
      line = ` ${word}`;
    } else line = line === '' && out === '' ? word : `${line} ${word}`;
  }
  return `${out}${line}\r\n`;
}

/** Whether a text is printable ASCII on one line: no control, no break and no half character is in it. */
export function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map((word) => word.length));
}
