import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignId } from '../../kernel/id.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { openReason, type SealedReason, WithdrawalReasonStore } from './withdrawal-reason.store.js';

/** Why somebody withdrew, and on which day; whoever it was is not known. */
export interface WithdrawalReason {
  readonly day: CalendarDate;
  /** Null where the keys that sealed it are gone. */
  readonly reason: string | null;
}

/** What people wrote when they withdrew, for those who look after a campaign's signatures. */
@Injectable()
export class ListWithdrawalReasons {
  constructor(
    private readonly db: DataSource,
    private readonly reasons: WithdrawalReasonStore,
    private readonly keys: ScopeKeys,
    private readonly access: CampaignAccess,
  ) {}

  /** The newest 1,000, the newest day first. Throws NotAMember, Forbidden. */
  async run(by: Organizer, campaignId: CampaignId): Promise<WithdrawalReason[]> {
    await this.access.require(this.db.manager, by, campaignId, 'moderateSignatures');
    const sealed = await this.reasons.list(this.db.manager, campaignId);
    return Promise.all(sealed.map(async (each) => ({ day: each.day, reason: await this.open(each) })));
  }

  private async open(sealed: SealedReason): Promise<string | null> {
    try {
      return openReason(await this.keys.ring(sealed.campaignId, { epoch: sealed.epoch }), sealed);
    } catch (error) {
      if (error instanceof NoKeys || error instanceof CannotDecrypt) return null;
      throw error;
    }
  }
}
