import type { CompiledPiece, CompiledSlot } from './compiled-mail.js';
import { addressHeader, isAscii, LONE_SURROGATE, unstructuredHeader } from './header-text.js';
import { MailRoom } from './mail-block.js';
import type { Mailbox } from './mail-identity.js';
import { base64Lines, canonicalLines, quotedPrintable } from './quoted-printable.js';

/** What differs between two copies of one letter. */
export interface MailHead {
  /** The instance's own sender; needed by letters that name no other. */
  readonly from?: Mailbox;
  readonly to: Mailbox;
  readonly date: Date;
  /** With its angle brackets; the same on every retry. */
  readonly messageId: string;
  /** `batch:kind:campaign:sender`: nothing of the recipient. */
  readonly feedbackId: string;
  /** Whole header fields for the relay alone, as `relayHeaders` makes them. */
  readonly forRelay?: string;
}

/** A slot of the letter has no value: the mail must not leave with a hole in it. */
export class SlotUnfilled extends Error {
  constructor(readonly slot: string) {
    super(`no value for the slot ${slot}`);
    this.name = 'SlotUnfilled';
  }
}

/** Fills a compiled letter for one recipient: RFC 5322, CRLF, ready to be dot-stuffed. Throws SlotUnfilled. */
export function composeMail(
  pieces: readonly CompiledPiece[],
  head: MailHead,
  slots: Readonly<Record<string, string>>,
): Buffer {
  const valueOf = (name: string): string => {
    const value = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (value === undefined) throw new SlotUnfilled(name);
    return isAscii(value) ? value : value.replace(LONE_SURROGATE, '\uFFFD');
  };
  room.begin();
  room.text(
    `Date: ${rfc5322Date(head.date)}\r\nMessage-ID: ${head.messageId}\r\n${addressHeader('To', head.to)}Feedback-ID: ${head.feedbackId}\r\n${head.forRelay ?? ''}`,
  );
  for (const piece of sharedBytes(pieces)) {
    if (Buffer.isBuffer(piece)) room.add(piece);
    else if ('slot' in piece && piece.as === 'mailto') room.text(furtherUri(piece.slot, slots[piece.slot]));
    else room.text(fill(piece, head, valueOf));
  }
  return room.taken();
}

const room = new MailRoom();

type Filled = Exclude<CompiledPiece, string>;

const ready = new WeakMap<readonly CompiledPiece[], readonly (Buffer | Filled)[]>();

/** The pieces with what is the same in each mail as bytes, made once for as long as somebody has the letter. */
function sharedBytes(pieces: readonly CompiledPiece[]): readonly (Buffer | Filled)[] {
  const known = ready.get(pieces);
  if (known) return known;
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece));
  ready.set(pieces, bytes);
  return bytes;
}

function fill(piece: Filled, { from }: MailHead, valueOf: (name: string) => string): string {
  if ('sender' in piece) {
    if (!from) throw new SlotUnfilled('from');
    return addressHeader('From', from);
  }
  if ('slot' in piece) {
    const value = escapeFor(piece, valueOf(piece.slot));
    return piece.as === 'url' ? value : quotedPrintable(value);
  }
  if ('base64' in piece) {
    return base64Lines(
      piece.base64
        .map((part) => (typeof part === 'string' ? part : escapeFor(part, valueOf(part.slot))))
        .join(''),
    );
  }
  const value = piece.of.map((part) => (typeof part === 'string' ? part : valueOf(part.slot))).join('');
  return unstructuredHeader(piece.header, value);
}

function escapeFor({ as, slot }: CompiledSlot, value: string): string {
  if (as === 'url') return headerUrl(slot, value);
  const plain = isAscii(value) ? value : canonicalLines(withoutControls(value));
  return as === 'html' ? escapeHtml(plain) : plain;
}

function headerUrl(slot: string, value: string): string {
  if (!/^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,900}$/.test(value)) throw new SlotUnfilled(slot);
  return value;
}

/** On a line of its own, since two URIs are longer than a line may well be; nothing without an address. */
function furtherUri(slot: string, address: string | undefined): string {
  if (address === undefined) return '';
  if (!/^[\w.+-]{1,64}@[a-z0-9.-]{1,253}$/i.test(address)) throw new SlotUnfilled(slot);
  return `,\r\n <mailto:${address}>`;
}

function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

let second = Number.NaN;
let ofSecond = '';

/** `Tue, 24 Nov 2026 12:00:00 +0000` (RFC 5322 §3.3), written once a second. */
function rfc5322Date(date: Date): string {
  const now = Math.floor(date.getTime() / 1_000);
  if (now !== second) [second, ofSecond] = [now, date.toUTCString().replace(/GMT$/, '+0000')];
  return ofSecond;
}
