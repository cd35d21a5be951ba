const SECONDS = 10;

/** How many forms this process takes a second, over the last ten seconds; it forgets by itself. */
export class FormPace {
  private readonly counts = new Array<number>(SECONDS).fill(0);
  private second = 0;

  /** Counts one form. */
  count(now: Date): void {
    this.moveTo(now);
    const slot = this.second % SECONDS;
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
  }

  /** Forms a second. */
  perSecond(now: Date): number {
    this.moveTo(now);
    return this.counts.reduce((sum, n) => sum + n, 0) / SECONDS;
  }

  private moveTo(now: Date): void {
    const second = Math.floor(now.getTime() / 1000);
    const passed = second - this.second;
    if (passed === 0) return;
    if (passed < 0 || passed >= SECONDS) this.counts.fill(0);
    else for (let n = this.second + 1; n <= second; n += 1) this.counts[n % SECONDS] = 0;
    this.second = second;
  }
}
