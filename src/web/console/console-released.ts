import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BodyStore } from '../../domain/bodies/body.store.js';
import { CampaignBodyStore } from '../../domain/campaigns/campaign-body.store.js';
import { type Campaign, CampaignStore } from '../../domain/campaigns/campaign.store.js';
import { RecordStore } from '../../domain/campaigns/record.store.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { may, NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import type { CampaignId } from '../../kernel/id.js';
import { paragraphsOf } from '../parts/paragraphs.js';
import { OwnCampaigns } from './own-campaigns.js';
import type { ReleaseChoices } from './release.view.js';
import type { ReleasedModel } from './released.view.js';

/** Reads for the console what a campaign tells the public of bodies' answers. */
@Injectable()
export class ConsoleReleased {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly campaignBodies: CampaignBodyStore,
    private readonly bodies: BodyStore,
    private readonly record: RecordStore,
    private readonly organizers: OrganizerStore,
    private readonly own: OwnCampaigns,
  ) {}

  /** The campaign's page. Throws NotAMember alike for a campaign that does not exist. */
  async model(by: Organizer, slug: string, locale: string): Promise<ReleasedModel> {
    const tx = this.db.manager;
    const campaign = await this.campaigns.findBySlug(tx, slug);
    const role = campaign && (await this.organizers.roleIn(tx, by.id, campaign.id));
    if (!campaign || may(by, role).seeCampaign() !== 'allowed') throw new NotAMember();
    const choices = await this.choicesOf(campaign, locale);
    const names = new Map(choices.bodies.map(({ key, name }) => [key, name]));
    const languages = [locale, campaign.defaultLocale];
    const wordsIn = (texts: Readonly<Record<string, string>>) => {
      const known = languages.find((language) => texts[language] !== undefined);
      return { locale: known ?? locale, text: texts[known ?? ''] ?? '' };
    };
    return {
      title: (await this.own.one(campaign.id, locale)).title,
      choices,
      mayRelease: may(by, role).releaseAnswer() === 'allowed',
      released: (await this.record.answers(tx, campaign.id)).map((answer) => {
        const { number, on, body, summary, source, sourceUrl } = answer;
        const said = wordsIn(summary);
        const url = sourceUrl === undefined ? {} : { url: sourceUrl };
        return {
          number,
          on,
          body: names.get(body) ?? body,
          lang: said.locale,
          summary: paragraphsOf(said.text),
          source: { by: wordsIn(source).text, ...url },
        };
      }),
    };
  }

  /** What may be chosen and has to be written for an answer to a campaign; null where one may not release any. */
  async choices(by: Organizer, campaignId: CampaignId, locale: string): Promise<ReleaseChoices | null> {
    const tx = this.db.manager;
    const role = await this.organizers.roleIn(tx, by.id, campaignId);
    if (may(by, role).releaseAnswer() !== 'allowed') return null;
    return this.choicesOf(await this.campaigns.get(tx, campaignId), locale);
  }

  /** The numbers under which a mail is told of by now. */
  told(mail: string): Promise<number[]> {
    return this.record.toldOf(this.db.manager, mail);
  }

  private async choicesOf(
    { id, slug, locales, defaultLocale }: Campaign,
    locale: string,
  ): Promise<ReleaseChoices> {
    const tx = this.db.manager;
    const addressed = (await this.campaignBodies.list(tx, id)).map(({ bodyId }) => bodyId);
    const bodies = (await this.bodies.listOf(tx, addressed)).map(({ key, names }) => ({
      key,
      name: names[locale] ?? names[defaultLocale] ?? key,
    }));
    return { slug, locales, bodies };
  }
}
