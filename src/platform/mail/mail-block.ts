/** Mails lie side by side in blocks of this size: one of its own for each would cost the engine more than its bytes. */
const BLOCK = 262_144;
/** What is larger has its own. */
const MOST = BLOCK / 8;
let block = Buffer.alloc(0);
let taken = 0;

/** So many bytes that are the caller's to write over. */
function place(size: number): Buffer {
  if (size > MOST) return Buffer.allocUnsafeSlow(size);
  if (taken + size > block.length) [block, taken] = [Buffer.allocUnsafeSlow(BLOCK), 0];
  const from = taken;
  taken += size;
  return block.subarray(from, taken);
}

/** A mail with more fields, each of whose characters is an octet, before its own. */
export function laidBehind(fields: string, mail: Buffer): Buffer {
  const bytes = place(fields.length + mail.length);
  bytes.write(fields, 'latin1');
  mail.copy(bytes, fields.length);
  return bytes;
}

/** What most mails are, in octets, and how much of a large one's room is kept for the next. */
const [USUAL, MOST_KEPT] = [16_384, 262_144];

/** Where one mail after another is put together out of texts and of bytes that many mails share. */
export class MailRoom {
  private bytes = Buffer.allocUnsafeSlow(USUAL);
  private length = 0;

  /** Begins a mail; one that was not taken is given up. */
  begin(): void {
    this.length = 0;
    if (this.bytes.length > MOST_KEPT) this.bytes = Buffer.allocUnsafeSlow(USUAL);
  }

  /** Adds a text, in UTF-8. */
  text(text: string): void {
    // A character takes three bytes of UTF-8 at most for each UTF-16 unit.
    this.makeRoom(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** Adds bytes as they are. */
  add(bytes: Buffer): void {
    this.makeRoom(bytes.length);
    this.length += bytes.copy(this.bytes, this.length);
  }

  /** The mail, the caller's for good. */
  taken(): Buffer {
    const mail = place(this.length);
    this.bytes.copy(mail, 0, 0, this.length);
    return mail;
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
