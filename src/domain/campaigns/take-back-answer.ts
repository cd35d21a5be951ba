import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { ReleasedAnswerNotFound } from './campaign.errors.js';
import { CampaignStore } from './campaign.store.js';
import { PublishCampaign } from './publish-campaign.js';
import { RecordStore } from './record.store.js';

/** Takes a released answer off the public pages; that it stood there stays in the audit log. */
@Injectable()
export class TakeBackAnswer {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly record: RecordStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws CampaignNotFound, NotAMember, Forbidden, ReleasedAnswerNotFound. */
  async run(by: By, slug: string, number: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const campaign = await this.campaigns.lockBySlug(tx, slug);
      const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
      require(may(by, role).releaseAnswer());
      const taken = await this.record.takeBackAnswer(tx, campaign.id, number, this.clock.now());
      if (!taken) throw new ReleasedAnswerNotFound(slug, number);
      await this.publish.run(tx, campaign.id);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'campaigns.answer-taken-back',
        subject: { kind: 'campaign', id: campaign.id },
        detail: { slug, number },
      });
    });
  }
}
