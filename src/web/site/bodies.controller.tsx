import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { BodyDirectory } from './body-directory.js';
import { bodyPage } from './body-presenter.js';
import { BodyPage } from './body.view.js';
import { localised } from './localised.js';
import { RenderedPages } from './rendered-pages.js';

/** The page of each body that a public campaign addresses. */
@Controller(localised('bodies/:key'))
export class BodiesController {
  constructor(
    private readonly directory: BodyDirectory,
    private readonly rendered: RenderedPages,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  async show(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const snapshots = await this.directory.campaignsOf(key);
    const now = this.clock.now();
    const reading = {
      t: Texts.in(requestLocale(request)),
      prefix: localePrefix(request),
      origin: this.config.publicUrl,
      now,
    };
    const page = bodyPage(key, snapshots, reading);
    if (!page) throw new NotFoundException();
    const { locale } = reading.t;
    reply.header('content-language', locale);
    void this.rendered.send(request, reply, {
      name: `body ${key} ${locale} ${reading.prefix}`,
      version: [utcDay(now), ...snapshots.map(({ campaign }) => campaign.etag)].join(' '),
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => renderDocument(<BodyPage page={page} />),
    });
  }
}
