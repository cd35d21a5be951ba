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
  body(mail: Buffer, commands: string): Buffer {
    const most = mail.length + LINE_AND_END.length + Buffer.byteLength(commands);
    if (most > MOST_KEPT) return this.laidDown(Buffer.allocUnsafeSlow(most), mail, commands);
    if (most > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(Math.min(most * 2, MOST_KEPT));
    return this.laidDown(this.bytes, mail, commands);
  }

  private laidDown(room: Buffer, mail: Buffer, commands: string): Buffer {
    if (!isSafe(mail)) return Buffer.concat([madeSafe(mail), END, Buffer.from(commands, 'utf8')]);
    let length = mail.copy(room);
    const end = room[length - 1] === LF ? END : LINE_AND_END;
    length += end.copy(room, length);
    length += room.write(commands, length, 'utf8');
    return room.subarray(0, length);
  }
}

/**
 * Whether nothing stands in a body that must not as it is: a bare CR or LF (they hide an end of the data), a dot at a
 * line's beginning. Line by line over the bytes: an expression over a text of them, or a look at each, takes several
 * times as long.
 */
function isSafe(mail: Buffer): boolean {
  if (mail[0] === DOT) return false;
  let from = 0;
  for (let end = mail.indexOf(LF); end >= 0; end = mail.indexOf(LF, from)) {
    if (mail[end - 1] !== CR || mail[end + 1] === DOT || mail.indexOf(CR, from) < end - 1) return false;
    from = end + 1;
  }
  return mail.indexOf(CR, from) < 0;
}

/** With CRLF for every line break, dots doubled, and a line end at its end. */
function madeSafe(mail: Buffer): Buffer {
  const safe = mail
    .toString('latin1')
    .replace(/\r\n|\r|\n/g, '\r\n')
    .replace(/^\./gm, '..');
  return Buffer.from(safe.endsWith('\n') ? safe : `${safe}\r\n`, 'latin1');
}
