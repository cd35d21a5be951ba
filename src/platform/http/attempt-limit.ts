import { createHmac, randomBytes } from 'node:crypto';
import { DomainError } from '../../kernel/errors.js';

/** Somebody tried too often; `retryAfter` is in seconds. */
export class TooManyAttempts extends DomainError {
  constructor(retryAfter: number) {
    super('unavailable', 'too-many-attempts', 'too many attempts in a short while', { retryAfter });
  }
}

interface Span {
  count: number;
  until: number;
}

const DAY_MS = 86_400_000;
const MOST_KEYS = 50_000;

/**
 * Counts failures by who made them without knowing who: addresses are only seen through a MAC whose random
 * key lives a day, in memory, and is written nowhere.
 */
export class AttemptLimit {
  private key = randomBytes(32);
  private keyUntil = 0;
  private readonly spans = new Map<string, Span>();

  /** At most `most` failures within `spanSeconds`, each counted from the first. */
  constructor(
    private readonly most: number,
    private readonly spanSeconds: number,
  ) {}

  /** Throws TooManyAttempts where the limit has been reached. */
  check(who: string, now: Date): void {
    const span = this.spans.get(this.keyed(who, now));
    if (span && span.until > now.getTime() && span.count >= this.most) {
      throw new TooManyAttempts(Math.ceil((span.until - now.getTime()) / 1000));
    }
  }

  /** Counts one failure. */
  failed(who: string, now: Date): void {
    const key = this.keyed(who, now);
    const span = this.spans.get(key);
    if (span && span.until > now.getTime()) span.count += 1;
    else this.remember(key, { count: 1, until: now.getTime() + this.spanSeconds * 1000 });
  }

  private remember(key: string, span: Span): void {
    if (this.spans.size >= MOST_KEYS) this.spans.clear();
    this.spans.set(key, span);
  }

  private keyed(who: string, now: Date): string {
    if (now.getTime() > this.keyUntil) {
      this.key = randomBytes(32);
      this.keyUntil = now.getTime() + DAY_MS;
      this.spans.clear();
    }
    return createHmac('sha256', this.key).update(who).digest('base64url');
  }
}
