import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { utcDay } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../kernel/clock.js';
import { Config } from '../../../platform/config/config.js';
import { requestLocale } from '../../../platform/http/request-locale.js';
import { CampaignSnapshots } from '../campaign-snapshots.js';
import { contentLocale } from '../content-locale.js';
import { foundOf } from '../found.js';
import { localised } from '../localised.js';
import { RenderedPages } from '../rendered-pages.js';
import { anniversaryCalendar } from './anniversary-calendar.js';

/** The days that a campaign keeps, for one's own calendar. */
@Controller(localised('c/:slug'))
export class CalendarController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('anniversary.ics')
  async show(@Param('slug') slug: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { campaign } = foundOf(await this.snapshots.find(slug));
    const locale = contentLocale(campaign, requestLocale(request));
    const now = this.clock.now();
    const calendar = anniversaryCalendar(campaign, { locale, origin: this.config.publicUrl, now });
    if (calendar === null) throw new NotFoundException();
    const file = campaign.neutral ? 'day' : campaign.slug;
    reply.header('content-disposition', `attachment; filename="${file}.ics"`);
    void this.rendered.send(request, reply.header('content-language', locale), {
      name: `calendar ${slug} ${locale}`,
      version: `${campaign.etag} ${utcDay(now)}`,
      type: 'text/calendar; charset=utf-8',
      vary: 'Accept-Language',
      render: () => calendar,
    });
  }
}
