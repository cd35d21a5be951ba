import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import { isPublic } from '../../domain/campaigns/campaign.rules.js';
import {
  embedHeight,
  embedQuery,
  embedSnippet,
  type EmbedTheme,
  embedThemes,
} from '../../domain/campaigns/embed-snippet.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { may, NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import { Config } from '../../platform/config/config.js';
import { isLocale, type Locale, locales } from '../../platform/i18n/locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import type { EmbedBuilderModel } from './embed-builder.view.js';

/** What a partner wants to show, as the address of the builder says it; nothing of it is sure to make sense. */
export interface EmbedWish {
  readonly lang?: unknown;
  readonly theme?: unknown;
  readonly height?: unknown;
  readonly picture?: unknown;
}

/** Reads for the console what partners need to show a campaign's form. */
@Injectable()
export class ConsoleEmbed {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly config: Config,
  ) {}

  /** The builder's page. Throws NotAMember alike for a campaign that does not exist. */
  async model(by: Organizer, slug: string, wish: EmbedWish, reader: Locale): Promise<EmbedBuilderModel> {
    const tx = this.db.manager;
    const campaign = await this.campaigns.findBySlug(tx, slug);
    const role = campaign && (await this.organizers.roleIn(tx, by.id, campaign.id));
    if (!campaign || may(by, role).seeCampaign() !== 'allowed') throw new NotAMember();
    const { texts } = (await this.campaigns.version(tx, campaign.id)).content;
    const titleIn = (locale: string) => (texts[locale] ?? texts[campaign.defaultLocale])?.title ?? slug;
    const choice = choiceOf(wish, campaign.locales);
    const t = Texts.in(choice.locale);
    const title = titleIn(choice.locale);
    const snippet = embedSnippet({
      service: this.config.publicUrl,
      slug,
      ...choice,
      title: t.say('embed.frame', { title }),
      link: t.say('embed.link', { title }),
    });
    return {
      slug,
      title: titleIn(reader),
      choice,
      snippet,
      preview: isPublic(campaign.state)
        ? `/${choice.locale}/embed/${slug}/preview${embedQuery(choice)}`
        : null,
      hasPicture: campaign.face.look?.picture !== undefined,
      origins: campaign.embedOrigins,
      mayChange: may(by, role).editCampaign() === 'allowed',
    };
  }
}

function choiceOf(
  { lang, theme, height, picture }: EmbedWish,
  offered: readonly string[],
): EmbedBuilderModel['choice'] {
  const own = offered.find((locale): locale is Locale => isLocale(locale)) ?? locales[0];
  const pixels = Number(height);
  const sound = Number.isInteger(pixels) && pixels >= embedHeight.least && pixels <= embedHeight.most;
  return {
    locale: isLocale(lang) ? lang : own,
    theme: embedThemes.find((known): known is EmbedTheme => known === theme) ?? 'auto',
    picture: picture === '1',
    height: sound ? pixels : embedHeight.usual,
  };
}
