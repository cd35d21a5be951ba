import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../kernel/clock.js';
import type { Tx } from '../../../platform/database/sql.js';
import { Outbox } from '../../../platform/jobs/outbox.js';
import type { Organizer } from '../../organizers/role.rules.js';
import { publishNames } from '../signatures.jobs.js';
import { HoldAccess } from './hold-access.js';
import { type HoldAct, type HoldActId, HoldActStore } from './hold-act.store.js';
import { HoldActNotFound, HoldActUndone } from './hold.errors.js';
import { VelocityStore } from './velocity.store.js';

/** Brings exactly the signatures that an act touched back to what they were, but those that another act still holds. */
@Injectable()
export class UndoHoldAct {
  constructor(
    private readonly db: DataSource,
    private readonly access: HoldAccess,
    private readonly acts: HoldActStore,
    private readonly velocity: VelocityStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Answers how many came back. Throws HoldActNotFound, HoldActUndone, NotAMember, Forbidden. */
  async run(by: Organizer, id: HoldActId): Promise<{ act: HoldAct; restored: number }> {
    return this.db.transaction(async (tx) => {
      const act = await this.acts.find(tx, id);
      if (!act) throw new HoldActNotFound(id);
      const { campaignId } = act;
      await this.access.require(tx, by, campaignId);
      await this.acts.lock(tx, campaignId);
      if (!(await this.acts.markUndone(tx, id, by.id, this.clock.now()))) throw new HoldActUndone(id);
      const restored = await this.restore(tx, act);
      await this.outbox.add(tx, publishNames, {});
      await this.access.note(tx, by, 'signatures.hold-act-undone', id, { campaign: campaignId, restored });
      return { act, restored };
    });
  }

  private async restore(tx: Tx, { id, act, campaignId }: HoldAct): Promise<number> {
    if (act === 'invalidated') return this.acts.undoInvalidation(tx, id);
    await this.velocity.unclear(tx, campaignId, await this.acts.suspectedDomains(tx, id));
    return this.acts.undoRelease(tx, id);
  }
}
