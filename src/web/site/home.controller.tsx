import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type PublishedCampaign, textsIn } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { Clock } from '../../kernel/clock.js';
import { type Page, pageRequest } from '../../kernel/page.js';
import { Config } from '../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { dirOf } from '../../platform/i18n/locale.js';
import { Texts, type Language } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { KeptReadings } from './kept-readings.js';
import { HomePage, type ListedCampaign } from './home.view.js';
import { localised } from './localised.js';
import { RenderedPages } from './rendered-pages.js';

const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);
const PER_PAGE = 20;
const MOST_PAGES = 200;

/** The list of open campaigns. */
@Controller(localised(''))
export class HomeController {
  private readonly lists: KeptReadings<Listed>;

  constructor(
    campaigns: PublishedCampaigns,
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
    clock: Clock,
    private readonly config: Config,
  ) {
    this.lists = new KeptReadings({
      clock,
      intervalSeconds: config.countInterval,
      most: MOST_PAGES,
      read: async (page) => listedOf(await campaigns.list(pageRequest(Number(page), PER_PAGE))),
    });
  }

  @Get()
  async list(
    @Query('page', { schema: pageNumber }) page: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const listed = await this.lists.find(String(page));
    if (!listed) throw new NotFoundException();
    const { slugs, pages, version } = listed;
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const found = await Promise.all(slugs.map((slug) => this.entry(slug, t)));
    const campaigns = found.flatMap((entry) => entry ?? []);
    const state = `${version} ${campaigns.map(({ confirmed }) => confirmed).join(' ')}`;
    reply.header('content-language', t.locale);
    const model = { t, prefix, origin: this.config.publicUrl, campaigns, page, pages };
    void this.rendered.send(request, reply, {
      name: `home ${page} ${t.locale} ${prefix}`,
      version: state,
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => renderDocument(<HomePage {...model} />),
    });
  }

  private async entry(slug: string, t: Language): Promise<ListedCampaign | null> {
    const snapshot = await this.snapshots.find(slug);
    if (!snapshot) return null;
    const { campaign, tally } = snapshot;
    const { title, summary } = textsIn(campaign, t.locale);
    const other = campaign.locales.includes(t.locale) ? null : campaign.defaultLocale;
    return {
      slug,
      title,
      summary,
      confirmed: tally.confirmed,
      ...(other === null ? {} : { lang: other, dir: dirOf(other) }),
    };
  }
}

/** Null past the last page. */
function listedOf({ items, page, total }: Page<PublishedCampaign>): Listed | null {
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  if (page > pages) return null;
  return {
    slugs: items.map(({ slug }) => slug),
    pages,
    version: items.map(({ etag }) => etag).join(' '),
  };
}

interface Listed {
  readonly slugs: readonly string[];
  readonly pages: number;
  readonly version: string;
}
