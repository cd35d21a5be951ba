const MOST = 200_000;

/**
 * Which challenges were redeemed, so that a proof serves once. It holds each for at least as long as its
 * challenge lives and at most twice that, and never more than a bound: past it the older half is forgotten, which
 * takes a hundred thousand solved challenges within one lifetime.
 */
export class ProofNonces {
  private young = new Set<number>();
  private old = new Set<number>();
  private turnsAt = 0;

  constructor(
    private readonly lifetimeMs: number,
    private readonly most = MOST,
  ) {}

  /** Whether this is the nonce's first time. Only 52 of its bits are kept: two that are alike come once in 10^10. */
  redeem(nonce: string, now: Date): boolean {
    this.turn(now.getTime());
    const key = parseInt(nonce.slice(0, 13), 16);
    if (this.young.has(key) || this.old.has(key)) return false;
    this.young.add(key);
    return true;
  }

  private turn(now: number): void {
    if (now < this.turnsAt && this.young.size < this.most / 2) return;
    const bothOver = now >= this.turnsAt + this.lifetimeMs;
    this.old = bothOver ? new Set() : this.young;
    this.young = new Set();
    this.turnsAt = now + this.lifetimeMs;
  }
}
