import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { CampaignId } from '../../../kernel/id.js';
import { Log } from '../../../platform/config/log.js';
import type { Tx } from '../../../platform/database/sql.js';
import { AlertPost } from './alert-post.js';
import type { Alarm } from './alert.rules.js';
import { AlertStore } from './alert.store.js';

/** Tells a person of something unusual, each thing once: a row, a line in the log, a mail to whoever may act. */
@Injectable()
export class RaiseAlert {
  constructor(
    private readonly alerts: AlertStore,
    private readonly post: AlertPost,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; false when this was told before. */
  async run(tx: Tx, campaignId: CampaignId, alarm: Alarm): Promise<boolean> {
    const id = await this.alerts.raise(tx, campaignId, alarm, this.clock.now());
    if (id === null) return false;
    const { kind, subject, detail } = alarm;
    this.log.warn({ campaign: campaignId, kind, subject, ...detail }, 'something unusual in a campaign');
    await this.post.run(tx, id, campaignId, alarm);
    return true;
  }
}
