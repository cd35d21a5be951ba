import { createHash } from 'node:crypto';
import { addressHeader, unstructuredHeader } from './header-text.js';
import type { CompiledPiece } from './compiled-mail.js';
import type { Mailbox } from './mail-identity.js';
import { canonicalLines, quotedPrintable, quotedPrintableSize } from './quoted-printable.js';
import { cutAtSlots } from './slots.js';

/** A mailing list in the sense of RFC 2919 and 2369: what it is called and its stable identifier. */
export interface MailList {
  readonly name: string;
  /** Such as `updates.ashraf.example.org`. */
  readonly id: string;
}

/** One language of one letter, with slots where recipients differ. */
export interface MailSource {
  /** Absent: the instance's own sender, as it is named at sending. */
  readonly from?: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47; goes out as Content-Language (RFC 3282). */
  readonly locale: string;
  /** Sent without a hand for this one (RFC 3834): out-of-office replies stay away. */
  readonly automatic: boolean;
  /** Present on updates and anniversaries only; the slot `unsubscribe_url` is then needed (RFC 8058), `unsubscribe_address` may be there. */
  readonly list?: MailList;
  /** More headers, unstructured. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Compiled mail: the same source gives the same sha256. */
export interface CompiledMail {
  readonly sha256: Buffer;
  readonly pieces: CompiledPiece[];
}

/** What BCP 47 allows in a tag, roughly: nothing that could end a header. */
const LANGUAGE = /^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** Makes the MIME of a letter once: multipart/alternative, text first, cut at its slots. Date, To, Message-ID, Feedback-ID and the instance's own From come per message. */
export function compileMail(source: MailSource): CompiledMail {
  if (!LANGUAGE.test(source.locale)) throw new Error('not a language tag');
  const boundary = `=_${createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 32)}`;
  const pieces: CompiledPiece[] = [
    source.from ? addressHeader('From', source.from) : { sender: 'own' },
    ...(source.replyTo ? [addressHeader('Reply-To', source.replyTo)] : []),
    ...header('Subject', source.subject),
    ...(source.automatic
      ? ['Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n']
      : []),
    ...(source.list ? listHeaders(source.list) : []),
    ...Object.entries(source.headers ?? {}).flatMap(([name, value]) => header(name, value)),
    `MIME-Version: 1.0\r\nContent-Language: ${source.locale}\r\n`,
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`,
    `--${boundary}\r\n`,
    ...part('text', source.text),
    `\r\n--${boundary}\r\n`,
    ...part('html', source.html),
    `\r\n--${boundary}--\r\n`,
  ];
  const merged = merge(pieces);
  return { pieces: merged, sha256: createHash('sha256').update(JSON.stringify(merged)).digest() };
}

function header(name: string, value: string): CompiledPiece[] {
  const of = cutAtSlots(value);
  return of.some((piece) => typeof piece !== 'string')
    ? [{ header: name, of }]
    : [unstructuredHeader(name, value)];
}

function listHeaders({ name, id }: MailList): CompiledPiece[] {
  if (!/^[a-z0-9.-]+$/i.test(id)) throw new Error('a List-Id is made of letters, digits, dots and hyphens');
  return [
    addressHeader('List-Id', { name, address: id }),
    'List-Unsubscribe: <',
    { slot: 'unsubscribe_url', as: 'url' },
    '>',
    { slot: 'unsubscribe_address', as: 'mailto' },
    '\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n',
  ];
}

/** A text part in whichever encoding is shorter: quoted-printable cut at its slots, or base64 made at sending. */
function part(as: 'text' | 'html', body: string): CompiledPiece[] {
  const type = `Content-Type: text/${as === 'text' ? 'plain' : 'html'}; charset=utf-8\r\n`;
  const canonical = canonicalLines(body).replace(/(?:\r\n)*$/, '\r\n');
  const cut = cutAtSlots(canonical);
  const literal = cut.filter((piece) => typeof piece === 'string').join('');
  if (quotedPrintableSize(literal) > (Buffer.byteLength(literal) * 4) / 3) {
    const base64 = cut.map((piece) => (typeof piece === 'string' ? piece : { ...piece, as }));
    return [`${type}Content-Transfer-Encoding: base64\r\n\r\n`, { base64 }];
  }
  return [`${type}Content-Transfer-Encoding: quoted-printable\r\n\r\n`, ...quotedPieces(cut, as)];
}

/** Each slot stands on lines of its own, between soft breaks, so that its length moves nothing else. */
function quotedPieces(cut: readonly (string | { slot: string })[], as: 'text' | 'html'): CompiledPiece[] {
  return cut.flatMap((piece, index): CompiledPiece[] => {
    if (typeof piece !== 'string') {
      const next = cut[index + 1];
      const lineEnds = typeof next === 'string' && next.startsWith('\r\n');
      return lineEnds ? [{ ...piece, as }] : [{ ...piece, as }, '=\r\n'];
    }
    const cutShort = index < cut.length - 1 && !piece.endsWith('\r\n');
    return [cutShort ? `${quotedPrintable(piece)}=\r\n` : quotedPrintable(piece)];
  });
}

function merge(pieces: readonly CompiledPiece[]): CompiledPiece[] {
  const merged: CompiledPiece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}
