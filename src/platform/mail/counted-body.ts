import { Readable } from 'node:stream';

/** A large body goes in pieces, so that a broken connection is noticed before its end was read. */
const CHUNK = 65_536;

/**
 * A message's body that knows whether it was read to its end. Only then can the final dot have left, so only then
 * can a lost reply mean a delivered message; before that a retry is safe.
 */
export class CountedBody extends Readable {
  private finished = false;

  constructor(private rest: Buffer) {
    super();
    // Registered before any pipe, so it is true before the consumer can write the dot.
    this.on('end', () => {
      this.finished = true;
    });
  }

  /** Whether the consumer has taken everything and been told that there is no more. */
  get wasReadToItsEnd(): boolean {
    return this.finished;
  }

  override _read(): void {
    const { rest } = this;
    this.rest = rest.subarray(CHUNK);
    this.push(rest.length === 0 ? null : rest.subarray(0, CHUNK));
  }
}
