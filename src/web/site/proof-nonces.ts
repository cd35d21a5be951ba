import { hash, randomBytes } from 'node:crypto';

const MOST = 200_000;

/**
 * Which challenges were redeemed, and by whom, so that a proof serves one sender. It holds each for at least as long as its
 * challenge lives and at most twice that, and never more than a bound: past it the older half is forgotten, which
 * takes a hundred thousand solved challenges within one lifetime.
 */
export class ProofNonces {
  private young = new Map<number, number>();
  private old = new Map<number, number>();
  private turnsAt = 0;
  private readonly secret = randomBytes(32).toString('hex');

  constructor(
    private readonly lifetimeMs: number,
    private readonly most = MOST,
  ) {}

  /**
   * Whether the nonce is new, or comes from the same sender again: a browser on a bad line repeats itself, and so does
   * a person whom we asked to try again. Of the nonce 52 bits are kept, of the sender a hash's 28, made with the nonce
   * and a key of this process, so that nothing tells that two proofs are one sender's.
   */
  redeem(nonce: string, sender: string, now: Date): boolean {
    this.turn(now.getTime());
    const key = parseInt(nonce.slice(0, 13), 16);
    const by = parseInt(hash('sha256', `${this.secret}${nonce}${sender}`).slice(0, 7), 16);
    const before = this.young.get(key) ?? this.old.get(key);
    if (before === undefined) this.young.set(key, by);
    return before === undefined || before === by;
  }

  private turn(now: number): void {
    if (now < this.turnsAt && this.young.size < this.most / 2) return;
    const bothOver = now >= this.turnsAt + this.lifetimeMs;
    this.old = bothOver ? new Map<number, number>() : this.young;
    this.young = new Map();
    this.turnsAt = now + this.lifetimeMs;
  }
}
