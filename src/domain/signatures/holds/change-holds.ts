import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../kernel/clock.js';
import { type CampaignId, newId } from '../../../kernel/id.js';
import { Outbox } from '../../../platform/jobs/outbox.js';
import { ScopeKeys } from '../../keys/scope-keys.js';
import type { Organizer } from '../../organizers/role.rules.js';
import { publishNames } from '../signatures.jobs.js';
import { HoldAccess } from './hold-access.js';
import { type HoldAct, HoldActStore } from './hold-act.store.js';
import { countConditions, type HoldConditions, matching } from './hold-conditions.js';
import { NoCondition, NotAsExpected } from './hold.errors.js';
import { VelocityStore } from './velocity.store.js';

/** What is to be done, and to how many: the number that the person saw in the preview. */
export interface HoldWish {
  readonly campaignId: CampaignId;
  readonly act: HoldAct['act'];
  readonly conditions: HoldConditions;
  readonly expected: number;
}

/**
 * Throws out, or lets go, all signatures that conditions name, unconfirmed ones too. What was let go counts at once; the
 * public count and the shown names follow.
 */
@Injectable()
export class ChangeHolds {
  constructor(
    private readonly db: DataSource,
    private readonly access: HoldAccess,
    private readonly acts: HoldActStore,
    private readonly keys: ScopeKeys,
    private readonly velocity: VelocityStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Throws NotAMember, Forbidden, NoCondition, and NotAsExpected when another number matches: then nothing was done. */
  async run(by: Organizer, { campaignId, act, conditions, expected }: HoldWish): Promise<HoldAct> {
    if (countConditions(conditions) === 0) throw new NoCondition();
    return this.db.transaction(async (tx) => {
      await this.access.require(tx, by, campaignId);
      await this.acts.lock(tx, campaignId);
      const found = matching(await this.keys.ring(campaignId), conditions);
      const now = this.clock.now();
      const made = { campaignId, act, by: by.id, at: now, conditions: found.kept, undoneAt: null };
      const id = newId<'hold-act'>();
      await this.acts.insert(tx, { ...made, id, touched: expected });
      const touched =
        act === 'invalidated'
          ? await this.acts.invalidate(tx, id, found)
          : await this.acts.release(tx, id, found);
      if (touched !== expected) throw new NotAsExpected(touched, expected);
      if (act === 'released') {
        await this.velocity.clear(tx, campaignId, await this.acts.suspectedDomains(tx, id), utcDay(now));
      }
      await this.outbox.add(tx, publishNames, {});
      await this.access.note(tx, by, `signatures.${act}`, id, {
        campaign: campaignId,
        touched,
        conditions: found.kept,
      });
      return { ...made, id, touched };
    });
  }
}
