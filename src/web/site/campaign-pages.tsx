import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { localePrefix, offeredLocale, requestLocale } from '../../platform/http/request-locale.js';
import { isLocale, type Locale } from '../../platform/i18n/locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { emptyValues, type SignFormModel } from './campaign-page.model.js';
import { campaignPage } from './campaign-presenter.js';
import type { SignPages } from './sign-pages.js';
import type { Snapshot } from './campaign-snapshots.js';
import { CampaignPage } from './campaign.view.js';
import { FormStamp } from './form-stamp.js';
import { RenderedPages } from './rendered-pages.js';

/** The campaign's page: from memory for a reader, freshly with the form filled in for someone whose form was refused. */
@Injectable()
export class CampaignPages implements SignPages {
  constructor(
    private readonly rendered: RenderedPages,
    private readonly stamps: FormStamp,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The page as everybody sees it; `isNewest` says whether the snapshot would be shown to the next reader too. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    snapshot: Snapshot,
    isNewest: () => boolean,
  ): FastifyReply {
    const locale = requestLocale(request);
    const { slug } = snapshot.campaign;
    const today = utcDay(this.clock.now());
    reply.header('content-language', locale);
    return this.rendered.send(request, reply, {
      name: `campaign ${slug} ${locale} ${localePrefix(request)} ${offerTo(request, snapshot)}`,
      version: `${snapshot.version} ${today}`,
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => this.render(request, snapshot, { values: emptyValues, refused: [] }),
      isCurrent: () => isNewest() && utcDay(this.clock.now()) === today,
    });
  }

  /** The page with a form that could not be taken. */
  sendAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    snapshot: Snapshot,
    form: Omit<SignFormModel, 'stamp'>,
  ): FastifyReply {
    reply.header('cache-control', 'no-store').header('content-language', requestLocale(request));
    return reply.type('text/html; charset=utf-8').send(this.render(request, snapshot, form));
  }

  /** Where a form that was taken leads. */
  next(slug: string): string {
    return `/c/${slug}/check-your-mail`;
  }

  private render(request: FastifyRequest, snapshot: Snapshot, form: Omit<SignFormModel, 'stamp'>): string {
    const page = campaignPage(snapshot, {
      t: Texts.in(requestLocale(request)),
      prefix: localePrefix(request),
      offer: offerTo(request, snapshot),
      origin: this.config.publicUrl,
      now: this.clock.now(),
    });
    const stamp = this.stamps.issue(snapshot.campaign.slug);
    return renderDocument(<CampaignPage page={page} form={{ ...form, stamp }} />);
  }
}

function offerTo(request: FastifyRequest, { campaign }: Snapshot): Locale | null {
  return offeredLocale(request, campaign.locales.filter(isLocale));
}
