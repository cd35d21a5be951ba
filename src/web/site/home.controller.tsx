import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { Clock } from '../../kernel/clock.js';
import { pageRequest } from '../../kernel/page.js';
import { Config } from '../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { dirOf } from '../../platform/i18n/locale.js';
import { Texts, type Language } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { HomePage, type ListedCampaign } from './home.view.js';
import { localised } from './localised.js';
import { RenderedPages } from './rendered-pages.js';

const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);
const PER_PAGE = 20;

/** The list of open campaigns. */
@Controller(localised(''))
export class HomeController {
  private readonly read = new Map<number, { at: number; listed: Promise<Listed> }>();

  constructor(
    private readonly campaigns: PublishedCampaigns,
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query('page', { schema: pageNumber }) page: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { slugs, pages, version } = await this.listed(page);
    if (page > pages) throw new NotFoundException();
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const found = await Promise.all(slugs.map((slug) => this.entry(slug, t)));
    const campaigns = found.flatMap((entry) => entry ?? []);
    const state = `${version} ${campaigns.map(({ confirmed }) => confirmed).join(' ')}`;
    reply.header('content-language', t.locale);
    await this.rendered.send(request, reply, `home ${page} ${t.locale} ${prefix}`, state, () =>
      renderDocument(
        <HomePage t={t} prefix={prefix} origin={this.config.publicUrl} {...{ campaigns, page, pages }} />,
      ),
    );
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

  /** One reading of the list per page and counting interval. */
  private listed(page: number): Promise<Listed> {
    const now = this.clock.now().getTime();
    const known = this.read.get(page);
    if (known && Math.abs(now - known.at) < this.config.countInterval * 1000) return known.listed;
    const listed = this.readPage(page);
    if (this.read.size > 200) this.read.clear();
    this.read.set(page, { at: now, listed });
    listed.catch(() => this.read.delete(page));
    return listed;
  }

  private async readPage(page: number): Promise<Listed> {
    const { items, total } = await this.campaigns.list(pageRequest(page, PER_PAGE));
    return {
      slugs: items.map(({ slug }) => slug),
      pages: Math.max(1, Math.ceil(total / PER_PAGE)),
      version: items.map(({ etag }) => etag).join(' '),
    };
  }
}

interface Listed {
  readonly slugs: readonly string[];
  readonly pages: number;
  readonly version: string;
}
