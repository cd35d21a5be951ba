import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ListMailings } from '../../domain/mailings/list-mailings.js';
import { MailingNotFound } from '../../domain/mailings/mailing.errors.js';
import { MailingStatus } from '../../domain/mailings/mailing-status.js';
import { type Mailing, MailingStore } from '../../domain/mailings/mailing.store.js';
import { PreviewMailing } from '../../domain/mailings/preview-mailing.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { may, NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import { Clock } from '../../kernel/clock.js';
import { isId, type MailingId, type OrganizerId } from '../../kernel/id.js';
import { type Page, type PageRequest, slice } from '../../kernel/page.js';
import type { Language } from '../../platform/i18n/texts.js';
import { barToMailing } from './approval-bar.js';
import { editionModels, seatModels } from './recipient-models.js';
import type { MailingModel } from './mailing.model.js';
import type { MailingRow } from './mailing-row.view.js';
import { type OwnCampaign, OwnCampaigns } from './own-campaigns.js';

/** Reads mailings for the console: those of one's own campaigns, and any other answers as if it did not exist. */
@Injectable()
export class ConsoleMailings {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: OwnCampaigns,
    private readonly mailings: MailingStore,
    private readonly organizers: OrganizerStore,
    private readonly list: ListMailings,
    private readonly status: MailingStatus,
    private readonly preview: PreviewMailing,
    private readonly clock: Clock,
  ) {}

  /** A page of all mailings one may see, the latest time first. */
  async page(by: Organizer, request: PageRequest, locale: string): Promise<Page<MailingRow>> {
    const all = await this.all(by);
    const wanted = slice(
      all.sort((a, b) => b.mailing.sendAt.getTime() - a.mailing.sendAt.getTime()),
      request,
    );
    const items = await Promise.all(wanted.items.map((each) => this.row(by, each, locale)));
    return { ...wanted, items };
  }

  /** Those that wait for a second person, the earliest first. */
  async waiting(by: Organizer, locale: string): Promise<MailingRow[]> {
    const all = (await this.all(by)).filter(({ mailing }) => mailing.state === 'in_review');
    const sorted = all.sort((a, b) => a.mailing.sendAt.getTime() - b.mailing.sendAt.getTime());
    return Promise.all(sorted.slice(0, 25).map((each) => this.row(by, each, locale)));
  }

  /** The mailing, if it is one's to see. Throws NotAMember alike for one that does not exist. */
  async visible(by: Organizer, id: string): Promise<Mailing> {
    const mailing = isId(id) ? await this.find(id as MailingId) : null;
    const role = mailing && (await this.organizers.roleIn(this.db.manager, by.id, mailing.campaignId));
    if (!mailing || may(by, role).seeMailings() !== 'allowed') throw new NotAMember();
    return mailing;
  }

  /** One letter of it, as it will be sent. */
  async letter(by: Organizer, id: string, key: string): Promise<{ html: string; text: string }> {
    const { seats, editions } = await this.preview.run(by, (await this.visible(by, id)).id);
    const found = seats.find(({ seatId }) => seatId === key) ?? editions.find(({ locale }) => locale === key);
    if (!found) throw new NotAMember();
    return found;
  }

  /** Everything its page shows. */
  async model(by: Organizer, id: string, t: Language): Promise<MailingModel> {
    const { id: mailingId } = await this.visible(by, id);
    const { mailing, state, batch, seats } = await this.status.run(by, mailingId);
    const preview = await this.preview.run(by, mailingId);
    const campaign = await this.campaigns.one(mailing.campaignId, t.locale);
    const role = await this.organizers.roleIn(this.db.manager, by.id, mailing.campaignId);
    return {
      id: mailing.id,
      campaign: campaign.title,
      letter: mailing.letterKey,
      state,
      sendAt: mailing.sendAt,
      zone: mailing.zone,
      figures: preview.figures,
      plannedBy: await this.nameOf(mailing.plannedBy),
      submittedBy: await this.nameOf(mailing.submittedBy),
      contentSha256: mailing.contentSha256,
      audienceSha256: mailing.audienceSha256,
      scheduleSha256: mailing.scheduleSha256,
      sha256: mailing.sha256,
      oldStatuses: preview.figures.demands
        .filter(({ key }) => preview.oldStatuses.some((old) => old.key === key))
        .map(({ key, status, asOf }) => ({ title: campaign.demandTitles.get(key) ?? key, status, asOf })),
      acknowledged: mailing.acknowledgedBy !== null,
      recipients: [...seatModels(preview.seats, seats), ...editionModels(preview.editions, t)],
      toMany: mailing.audience === 'supporters',
      counts: batch?.messages ?? null,
      bar: barToMailing(by, role, mailing, this.clock.now()),
      cancellable: isCancellable(state) && may(by, role).cancelMailing() === 'allowed',
    };
  }

  private async all(by: Organizer): Promise<{ mailing: Mailing; campaign: OwnCampaign }[]> {
    const own = await this.campaigns.of(by);
    const lists = await Promise.all(
      own.map(async (campaign) =>
        (await this.list.run(by, campaign.id)).map((mailing) => ({ mailing, campaign })),
      ),
    );
    return lists.flat();
  }

  private async row(
    by: Organizer,
    { mailing, campaign }: { mailing: Mailing; campaign: OwnCampaign },
    locale: string,
  ): Promise<MailingRow> {
    const { state, seats, batch } = await this.status.run(by, mailing.id);
    return {
      id: mailing.id,
      campaign: campaign.titleIn(locale),
      letter: mailing.letterKey,
      state,
      sendAt: mailing.sendAt,
      zone: mailing.zone,
      recipients: seats.length > 0 ? seats.length : (batch?.planned ?? null),
    };
  }

  private async find(id: MailingId): Promise<Mailing | null> {
    try {
      return await this.mailings.get(this.db.manager, id);
    } catch (error) {
      if (error instanceof MailingNotFound) return null;
      throw error;
    }
  }

  private async nameOf(id: OrganizerId | null): Promise<string | null> {
    return id === null ? null : ((await this.organizers.find(this.db.manager, id))?.name ?? null);
  }
}

/** The states, of a mailing or its batch, in which something can still be kept from leaving. */
function isCancellable(state: string): boolean {
  return !['cancelled', 'completed', 'failed'].includes(state);
}
