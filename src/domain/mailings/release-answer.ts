import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { BodyNotFound } from '../bodies/body.errors.js';
import { type Body, BodyStore } from '../bodies/body.store.js';
import { CampaignBodyStore } from '../campaigns/campaign-body.store.js';
import { type Campaign, CampaignStore } from '../campaigns/campaign.store.js';
import { PublishCampaign } from '../campaigns/publish-campaign.js';
import { RecordStore } from '../campaigns/record.store.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { AnswerStore } from './answer.store.js';
import {
  AnswerDayRefused,
  AnswerNotFound,
  AnswerToldAlready,
  NoWordsInLanguage,
  SourceAddressRefused,
} from './mailing.errors.js';

/** What is to be told of a body's answer. */
export interface AnswerRelease {
  readonly slug: string;
  /** The body's key. */
  readonly body: string;
  readonly on: CalendarDate;
  /** What it answered, summed up, in every language of the campaign. */
  readonly summary: Readonly<Record<string, string>>;
  /** Where that is from ('Letter to the campaign'), in every language of the campaign. */
  readonly source: Readonly<Record<string, string>>;
  readonly sourceUrl?: string;
  /** The mail that it sums up, which thereby is seen to. */
  readonly mail?: string;
}

/**
 * Tells the public what a body answered: a summary that organizers write and answer for, never the mail itself, which
 * may name its writer or a supporter.
 */
@Injectable()
export class ReleaseAnswer {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly campaignBodies: CampaignBodyStore,
    private readonly bodies: BodyStore,
    private readonly organizers: OrganizerStore,
    private readonly answers: AnswerStore,
    private readonly record: RecordStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the number under which it stands. Throws CampaignNotFound, NotAMember, Forbidden, BodyNotFound,
   * AnswerNotFound, AnswerDayRefused, AnswerToldAlready, NoWordsInLanguage, SourceAddressRefused.
   */
  async run(by: By, release: AnswerRelease): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const campaign = await this.campaigns.lockBySlug(tx, release.slug);
      const body = await this.sound(tx, by, campaign, release);
      if (release.mail !== undefined) await this.answers.settle(tx, release.mail, now);
      const number = await this.record.addAnswer(tx, {
        campaignId: campaign.id,
        bodyId: body.id,
        answeredOn: release.on,
        summaries: release.summary,
        sources: release.source,
        sourceUrl: release.sourceUrl ?? null,
        inboundId: release.mail ?? null,
        releasedBy: actorOf(by),
        releasedAt: now,
      });
      await this.publish.run(tx, campaign.id);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'mailings.answer-released',
        subject: { kind: 'campaign', id: campaign.id },
        detail: { slug: campaign.slug, body: body.key, number, on: release.on, mail: release.mail ?? null },
      });
      return number;
    });
  }

  /** Throws as `run` does where it would refuse, and changes nothing: for a preview. */
  async check(by: By, release: AnswerRelease): Promise<void> {
    const tx = this.db.manager;
    await this.sound(tx, by, await this.campaigns.getBySlug(tx, release.slug), release);
  }

  /** Answers whose answer it is. */
  private async sound(tx: Tx, by: By, campaign: Campaign, release: AnswerRelease): Promise<Body> {
    const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, campaign.id);
    require(may(by, role).releaseAnswer());
    refuseWords(campaign, release);
    const { on, sourceUrl, mail } = release;
    if (on > addDays(utcDay(this.clock.now()), 1)) throw new AnswerDayRefused(on);
    if (sourceUrl !== undefined && !/^https?:\/\/\S+$/.test(sourceUrl))
      throw new SourceAddressRefused(sourceUrl);
    const body = await this.bodies.getByKey(tx, release.body);
    const addressed = await this.campaignBodies.list(tx, campaign.id);
    if (!addressed.some(({ bodyId }) => bodyId === body.id)) throw new BodyNotFound(release.body);
    if (mail !== undefined) await this.refuseMail(tx, campaign.id, mail);
    return body;
  }

  /** The mail has to be an answer to this campaign that the public is not told of, so that a second press adds nothing. */
  private async refuseMail(tx: Tx, campaignId: CampaignId, id: string): Promise<void> {
    const mail = await this.answers.get(tx, id);
    if (mail.campaignId !== campaignId || mail.kind !== 'reply') throw new AnswerNotFound();
    const [told] = await this.record.toldOf(tx, id);
    if (told !== undefined) throw new AnswerToldAlready(told);
  }
}

function refuseWords({ locales }: Campaign, { summary, source }: AnswerRelease): void {
  for (const locale of locales) {
    if (!summary[locale]?.trim()) throw new NoWordsInLanguage('summary', locale);
    if (!source[locale]?.trim()) throw new NoWordsInLanguage('source', locale);
  }
  const beyond = Object.keys({ ...summary, ...source }).find((locale) => !locales.includes(locale));
  if (beyond !== undefined) throw new NoWordsInLanguage('campaign', beyond);
}
