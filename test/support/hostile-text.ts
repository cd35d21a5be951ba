import fc from 'fast-check';

/** Pieces by which a text would leave its field: line ends of every kind, headers, a dialogue's end, encoded ones, odd characters. */
export const HOSTILE_PIECES = [
  '\r\n',
  '\n',
  '\r',
  '\n\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u000b',
  '\0',
  '\u007f',
  '\r\nBcc: victim@example.com',
  '\r\n\r\n<script>alert(1)</script>',
  '\nX-Injected: yes\n',
  '\r\n.\r\nMAIL FROM:<a@evil.example>\r\n',
  '=?utf-8?Q?=0D=0ABcc:_victim@example.com?=',
  '=?utf-8?B?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ==?=',
  '%0d%0aBcc:%20victim@example.com',
  '\ud800',
  '\udfff',
  '\u202e',
  '\u2066',
  '\ufeff',
  'a'.repeat(3_000),
  '\u0627'.repeat(1_500),
  '\u{1f56f}'.repeat(400),
  '"',
  '\\',
  '<victim@example.com>',
  ', victim@example.com',
  ';',
  '(',
  ':',
  '=',
  '.',
] as const;

/** Texts made of them and of whatever else there is; without slot markers, which no text of a person keeps. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE_PIECES), fc.string({ unit: 'binary', maxLength: 30 })), {
    maxLength: 6,
  })
  .map((pieces) => pieces.join('').replace(/[\uE0F1\uE0F2]/g, ''));

/** The names of a mail's header fields in their order, lower case. Throws where its lines are not as SMTP wants them. */
export function fieldNamesOf(source: string): string[] {
  if (/[\r\n]/.test(source.replaceAll('\r\n', ''))) throw new Error('a bare CR or LF');
  if (/[^\t\r\n\x20-\x7e]/.test(source)) throw new Error('an octet that is not printable ASCII');
  if (source.split('\r\n').some((line) => line.length > 998)) throw new Error('a line of more than 998');
  return source
    .slice(0, source.indexOf('\r\n\r\n'))
    .split(/\r\n(?![ \t])/)
    .map((field) => field.slice(0, field.indexOf(':')).toLowerCase());
}
