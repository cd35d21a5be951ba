import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { keyedNumber } from '../../platform/crypto/mac.js';
import { countOneMore, networkLimits, networksOf, type SlidingCount } from './network-burst.rules.js';

const DAY_MS = 86_400_000;
const MOST = 40_000;
const KEY_BYTES = 16;

/**
 * Notices when one network sends forms for one campaign faster than people do, without knowing which network: an
 * address is only seen through a MAC whose random key lives a day, in this process's memory. Nothing of it is
 * passed on but the word.
 */
@Injectable()
export class NetworkBursts {
  private key = randomBytes(KEY_BYTES);
  private keyUntil = 0;
  /** By network and campaign, in two halves: whoever is counted moves to the younger, and the older is dropped whole. */
  private young = new Map<number, readonly SlidingCount[]>();
  private old = new Map<number, readonly SlidingCount[]>();

  constructor(private readonly clock: Clock) {}

  /** Counts one form; true where its network is over a limit. */
  count(slug: string, address: string): boolean {
    const now = this.clock.now().getTime();
    this.renewKey(now);
    let over = false;
    for (const { name, factor } of networksOf(address)) {
      const key = keyedNumber(this.key, `${slug} ${name}`);
      const before = this.young.get(key) ?? this.old.get(key);
      const counted = networkLimits.map(({ forms, seconds }, index) => {
        const { count, inWindow } = countOneMore(before?.[index], seconds, now);
        if (inWindow > forms * factor) over = true;
        return count;
      });
      this.makeRoom();
      this.young.set(key, counted);
    }
    return over;
  }

  private makeRoom(): void {
    if (this.young.size < MOST / 2) return;
    this.old = this.young;
    this.young = new Map();
  }

  private renewKey(now: number): void {
    if (now < this.keyUntil) return;
    this.key = randomBytes(KEY_BYTES);
    this.keyUntil = now + DAY_MS;
    this.young.clear();
    this.old.clear();
  }
}
