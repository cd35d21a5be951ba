/** A reply is a few lines; a server that never ends one is no mail server. */
const MOST = 1_048_576;

/** Puts SMTP replies together from what comes in: several lines are one reply (RFC 5321 §4.2.1), joined by line feeds. */
export class ReplyReader {
  private rest = '';
  private lines: string[] = [];

  constructor(private readonly onReply: (reply: string) => void) {}

  /** Calls back for each reply that is whole. Throws nothing: what is too long is told as a reply that ends everything. */
  take(chunk: Buffer): void {
    this.rest += chunk.toString('latin1');
    let from = 0;
    for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n', from)) {
      const line = this.rest.slice(from, this.rest[end - 1] === '\r' ? end - 1 : end);
      from = end + 1;
      if (line.trim() !== '') this.line(line);
    }
    this.rest = this.rest.slice(from);
    if (this.rest.length > MOST || this.lines.length > MOST / 512) {
      this.rest = '';
      this.lines = [];
      this.onReply('421 a reply without end');
    }
  }

  private line(line: string): void {
    this.lines.push(line);
    if (/^\d{3}-/.test(line)) return;
    const reply = this.lines.join('\n');
    this.lines = [];
    this.onReply(/[\x80-\xff]/.test(reply) ? Buffer.from(reply, 'latin1').toString('utf8') : reply);
  }
}
