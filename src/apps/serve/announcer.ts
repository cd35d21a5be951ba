import { performance } from 'node:perf_hooks';

/** Tells a person at the terminal what is being prepared, and where things are once they are. */
export class Announcer {
  private readonly began = performance.now();
  private doing: string | undefined;

  /** `watched`: a terminal that can rewrite its line; else every step is a line of its own. */
  constructor(
    private readonly out: (text: string) => void,
    private readonly watched: boolean,
  ) {}

  /** A step begins; the one before is done. */
  step(doing: string): void {
    this.finish();
    this.doing = doing;
    this.out(this.watched ? `… ${doing}` : `… ${doing}\n`);
  }

  /** A sentence, on a line of its own. */
  say(sentence: string): void {
    const doing = this.doing;
    this.finish(false);
    this.out(`${sentence}\n`);
    if (doing !== undefined && this.watched) this.step(doing);
  }

  /** Everything is ready: what is where, and what a person should know or do. */
  ready(places: readonly (readonly [name: string, url: string])[], remarks: readonly string[] = []): void {
    this.finish();
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    const width = Math.max(...places.map(([name]) => name.length));
    const lines = places.map(([name, url]) => `  ${name.padEnd(width)}  ${url}`);
    this.out(
      `\nVigil is ready after ${seconds} s.\n\n${lines.join('\n')}\n\n${remarks.map((remark) => `${remark}.\n`).join('')}Ctrl-C stops it.\n\n`,
    );
  }

  /** Ends the line of the step at hand, if one is open. */
  finish(done = true): void {
    if (this.doing !== undefined && this.watched)
      this.out(done ? `\r\u001b[K✓ ${this.doing}\n` : '\r\u001b[K');
    this.doing = undefined;
  }
}
