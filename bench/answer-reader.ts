const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: (\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: chunked/i;
const NONE = Buffer.alloc(0);

/** Finds where the answers (HTTP/1.1, with a length, as both servers give it) on one connection end; tells each one's status. */
export class AnswerReader {
  private rest: Buffer = NONE;
  private bodyLeft = 0;
  private status = 0;

  constructor(private readonly answered: (status: number) => void) {}

  /** What came, wherever it was cut. Throws for an answer in chunks. */
  read(came: Buffer): void {
    let bytes = this.rest.length === 0 ? came : Buffer.concat([this.rest, came]);
    this.rest = NONE;
    while (bytes.length > 0) {
      if (this.bodyLeft === 0) {
        const end = bytes.indexOf(END_OF_HEAD);
        if (end < 0) {
          this.rest = bytes;
          return;
        }
        this.begin(bytes.toString('latin1', 0, end));
        bytes = bytes.subarray(end + END_OF_HEAD.length);
      }
      const taken = Math.min(this.bodyLeft, bytes.length);
      this.bodyLeft -= taken;
      bytes = bytes.subarray(taken);
      if (this.bodyLeft > 0) return;
      this.answered(this.status);
    }
  }

  private begin(head: string): void {
    if (CHUNKED.test(head)) throw new Error('the answer comes in chunks');
    this.status = Number(head.slice(9, 12));
    this.bodyLeft = this.status === 304 ? 0 : Number(LENGTH.exec(head)?.[1] ?? 0);
  }
}
