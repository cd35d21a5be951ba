const END = Buffer.from('.\r\n');
const LINE_AND_END = Buffer.from('\r\n.\r\n');
const [LF, CR, DOT] = [10, 13, 46];
/** What most mails are, in octets, and how much of a large one is kept for the next. */
const [USUAL, MOST_KEPT] = [16_384, 262_144];

/** The empty body, which ends a mail that the server wants although it refused it (RFC 2920 §3.1). */
export const NO_BODY = END;

/** Of one connection: a body is written over the last one, which the server has answered by then. */
export class WireRoom {
  private bytes = Buffer.allocUnsafeSlow(USUAL);

  /**
   * A mail as it goes over the wire, with its end (RFC 5321 §4.5.2) and the commands that follow it in the same group.
   * Good until the next call.
   */
  body(mail: string, commands: string): Buffer {
    const most = Buffer.byteLength(mail) + LINE_AND_END.length + Buffer.byteLength(commands);
    if (most > MOST_KEPT) return this.laidDown(Buffer.allocUnsafeSlow(most), mail, commands);
    if (most > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(Math.min(most * 2, MOST_KEPT));
    return this.laidDown(this.bytes, mail, commands);
  }

  private laidDown(room: Buffer, mail: string, commands: string): Buffer {
    let length = room.write(mail, 'utf8');
    if (!isSafe(room, length)) {
      const safe = mail.replace(/\r\n|\r|\n/g, '\r\n').replace(/^\./gm, '..');
      return Buffer.from(`${safe}${safe.endsWith('\n') ? '' : '\r\n'}.\r\n${commands}`, 'utf8');
    }
    const end = room[length - 1] === LF ? END : LINE_AND_END;
    length += end.copy(room, length);
    length += room.write(commands, length, 'utf8');
    return room.subarray(0, length);
  }
}

/**
 * Whether nothing stands in a body that must not as it is: a bare CR or LF (they hide an end of the data), a dot at a
 * line's beginning. Over the bytes: an expression over a text of them takes several times as long.
 */
function isSafe(bytes: Buffer, length: number): boolean {
  let before = LF;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === LF ? before !== CR : before === CR) return false;
    if (byte === DOT && before === LF) return false;
    before = byte ?? 0;
  }
  return before !== CR;
}
