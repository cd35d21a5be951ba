import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../../kernel/calendar-date.js';
import { joinWithZero, keyedNumber } from '../../../platform/crypto/mac.js';
import { foldName } from '../name.rules.js';
import { suspicionPolicy } from './suspicion-policy.js';

const MOST_CAMPAIGNS = 64;
const PLACES = 65_536;

interface Crowd {
  readonly counts: Uint32Array;
  total: number;
}

/**
 * Counts how often a name comes in a campaign in a day, in memory only and under a key of the day, in places that many
 * names share: what is kept here can name nobody. Each worker counts for itself, and a restart begins anew.
 */
@Injectable()
export class RepeatedNames {
  private day: CalendarDate | undefined;
  private key = randomBytes(16);
  private readonly crowds = new Map<string, Crowd>();

  /** Counts a name and says whether it has come unusually often; in a campaign of thousands a common name may. */
  seen(campaignId: string, name: string, day: CalendarDate): boolean {
    const { atLeast, share } = suspicionPolicy().velocity.repeatedName;
    const crowd = this.crowdOf(campaignId, day);
    const place = keyedNumber(this.key, joinWithZero(campaignId, foldName(name))) % PLACES;
    const count = (crowd.counts[place] ?? 0) + 1;
    crowd.counts[place] = count;
    crowd.total += 1;
    return count >= atLeast && count >= share * crowd.total;
  }

  private crowdOf(campaignId: string, day: CalendarDate): Crowd {
    if (this.day !== day) {
      this.day = day;
      this.key = randomBytes(16);
      this.crowds.clear();
    }
    const known = this.crowds.get(campaignId);
    if (known) return known;
    if (this.crowds.size >= MOST_CAMPAIGNS) this.crowds.clear();
    const crowd = { counts: new Uint32Array(PLACES), total: 0 };
    this.crowds.set(campaignId, crowd);
    return crowd;
  }
}
