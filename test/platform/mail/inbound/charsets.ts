const ESCAPE = String.fromCharCode(27);

/** A text in the bytes of an old charset, which Node only reads: the table is what its decoder makes of every pair. */
export function inCharset(charset: string, text: string): Buffer {
  if (charset === 'utf-8') return Buffer.from(text);
  if (charset === 'iso-2022-jp') return inIso2022Jp(text);
  const table = tableOf(charset);
  return Buffer.concat(
    Array.from(text, (char) => (char < '\x80' ? Buffer.from(char) : bytesOf(table, char))),
  );
}

/** An encoded word (RFC 2047). */
export const word = (charset: string, text: string) =>
  `=?${charset}?B?${inCharset(charset, text).toString('base64')}?=`;

/** A body in base64, in lines as mail programs write them. */
export const base64 = (charset: string, text: string) =>
  inCharset(charset, text)
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\n');

/** A body as quoted-printable (RFC 2045 §6.7). */
export const quoted = (charset: string, text: string) =>
  text
    .split('\n')
    .map((line) =>
      [...inCharset(charset, line)]
        .map((byte) =>
          byte > 126 || byte === 61
            ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
            : String.fromCharCode(byte),
        )
        .join('')
        .replace(/(?:=..|[^=]){72}(?=.)/g, '$&=\n'),
    )
    .join('\n');

type Table = ReadonlyMap<string, Buffer>;

const tables = new Map<string, Table>();

function tableOf(charset: string): Table {
  const known = tables.get(charset);
  if (known) return known;
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Buffer>();
  const put = (bytes: Buffer) => {
    const char = decoder.decode(bytes);
    if (Array.from(char).length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, bytes);
  };
  for (let lead = 0x80; lead <= 0xff; lead += 1) {
    put(Buffer.from([lead]));
    for (let trail = 0x40; trail <= 0xfe; trail += 1) put(Buffer.from([lead, trail]));
  }
  tables.set(charset, table);
  return table;
}

function bytesOf(table: Table, char: string): Buffer {
  const bytes = table.get(char);
  if (!bytes) throw new Error(`the charset does not have ${char}`);
  return bytes;
}

/** The same tables as EUC-JP, in seven bits between escapes. */
function inIso2022Jp(text: string): Buffer {
  const table = tableOf('euc-jp');
  const written = text.replace(/[^\0-\x7f]+/g, (run) => {
    const pairs = Array.from(run, (char) =>
      String.fromCharCode(...bytesOf(table, char).map((byte) => byte & 0x7f)),
    );
    return `${ESCAPE}$B${pairs.join('')}${ESCAPE}(B`;
  });
  return Buffer.from(written, 'latin1');
}
