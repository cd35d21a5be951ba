import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CataloguedCampaign } from '../../domain/campaigns/published-campaigns.js';
import { Config } from '../../platform/config/config.js';
import { localePrefix, offeredLocale, requestLocale } from '../../platform/http/request-locale.js';
import { dirOf } from '../../platform/i18n/locale.js';
import { Texts, type Language } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignCatalogue } from './campaign-catalogue.js';
import { longestSearch } from './campaign-search.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { HomePage, type ListedCampaign } from './home.view.js';
import { localised } from './localised.js';
import { pictureModel } from './look/picture.model.js';
import { RenderedPages } from './rendered-pages.js';

const PER_PAGE = 20;
/** So many campaigns are seen at a glance, and need no search. */
const AT_A_GLANCE = 4;

const listQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  q: z
    .string()
    .trim()
    .transform((text) => text.slice(0, longestSearch))
    .catch(''),
  state: z.enum(['open', 'closed']).catch('open'),
});
type ListQuery = z.infer<typeof listQuery>;

/** The lists of campaigns and the search in them. */
@Controller(localised(''))
export class HomeController {
  constructor(
    private readonly catalogue: CampaignCatalogue,
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
    private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query({ schema: listQuery }) { page, q, state }: ListQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { all, search } = await this.catalogue.read();
    const open = all.filter((campaign) => campaign.state !== 'closed');
    const found = q !== '' ? search(q) : state === 'open' ? open : all.filter((each) => !open.includes(each));
    const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
    if (page > pages) throw new NotFoundException();
    const t = Texts.in(requestLocale(request));
    const shown = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const entries = await Promise.all(shown.map((campaign) => this.entry(campaign, t)));
    const model = {
      t,
      prefix: localePrefix(request),
      offer: offeredLocale(request),
      origin: this.config.publicUrl,
      campaigns: entries,
      found: found.length,
      closed: all.length - open.length,
      searches: q !== '' || all.length > AT_A_GLANCE,
      page,
      pages,
      q,
      state,
    };
    reply.header('content-language', t.locale);
    const render = () => renderDocument(<HomePage {...model} />);
    if (q !== '') {
      // There are as many searches as people think of: they are made for each, and what was looked for is kept nowhere.
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
      void reply.send(render());
      return;
    }
    void this.rendered.send(request, reply, {
      name: `home ${state} ${page} ${t.locale} ${model.prefix} ${model.offer}`,
      version: [
        ...shown.map(({ etag }, at) => `${etag} ${entries[at]?.confirmed}`),
        all.length,
        open.length,
      ].join(' '),
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render,
    });
  }

  private async entry(campaign: CataloguedCampaign, t: Language): Promise<ListedCampaign> {
    const { slug, state, texts, defaultLocale, picture } = campaign;
    const locale = t.locale in texts ? t.locale : defaultLocale;
    const { title, summary } = texts[locale] ?? { title: slug, summary: '' };
    const snapshot = await this.snapshots.find(slug);
    return {
      slug,
      state,
      title,
      summary,
      confirmed: snapshot?.tally.confirmed ?? 0,
      picture: pictureModel(picture, 'list', { wanted: t.locale, fallback: defaultLocale }),
      ...(locale === t.locale ? {} : { lang: locale, dir: dirOf(locale) }),
    };
  }
}
