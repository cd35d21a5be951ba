import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { embedQuery } from '../../../domain/campaigns/embed-snippet.js';
import { Clock } from '../../../kernel/clock.js';
import { Config } from '../../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../../platform/http/request-locale.js';
import { frameHeaders } from '../../../platform/http/security-headers.js';
import { Texts } from '../../../platform/i18n/texts.js';
import { renderDocument } from '../../parts/render-document.js';
import { emptyValues, type SignFormModel } from '../campaign-page.model.js';
import { campaignPage } from '../campaign-presenter.js';
import type { Snapshot } from '../campaign-snapshots.js';
import { accentSheetOf } from '../look/accent-sheet.js';
import type { SignPages } from '../sign-pages.js';
import { FormStamp } from '../form-stamp.js';
import { RenderedPages } from '../rendered-pages.js';
import { EmbedFormPage } from './embed-form.view.js';
import { frameChoiceIn } from './frame-choice.js';

/** The form's pages inside a partner's page: the same for everyone, and framed by nobody but the listed origins. */
@Injectable()
export class EmbedPages implements SignPages {
  constructor(
    private readonly rendered: RenderedPages,
    private readonly stamps: FormStamp,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The form as everybody gets it; `isNewest` says whether the snapshot would be shown to the next reader too. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    snapshot: Snapshot,
    isNewest: () => boolean,
  ): FastifyReply {
    const locale = requestLocale(request);
    const { slug, embedOrigins } = snapshot.campaign;
    frameHeaders(reply.header('content-language', locale), embedOrigins);
    return this.rendered.send(request, reply, {
      name: `embed ${slug} ${locale} ${localePrefix(request)} ${embedQuery(frameChoiceIn(request))}`,
      version: snapshot.version,
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => this.render(request, snapshot, { values: emptyValues, refused: [] }),
      isCurrent: isNewest,
    });
  }

  /** The same page, framed by our own pages alone. */
  preview(request: FastifyRequest, reply: FastifyReply, snapshot: Snapshot): void {
    frameHeaders(reply, ["'self'"]);
    reply.header('cache-control', 'no-store').header('content-language', requestLocale(request));
    const form = { values: emptyValues, refused: [] };
    void reply.type('text/html; charset=utf-8').send(this.render(request, snapshot, form));
  }

  sendAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    snapshot: Snapshot,
    form: Omit<SignFormModel, 'stamp'>,
  ): FastifyReply {
    frameHeaders(reply, snapshot.campaign.embedOrigins);
    reply.header('cache-control', 'no-store').header('content-language', requestLocale(request));
    return reply.type('text/html; charset=utf-8').send(this.render(request, snapshot, form));
  }

  next(slug: string, request: FastifyRequest): string {
    return `/embed/${slug}/check-your-mail${embedQuery(frameChoiceIn(request))}`;
  }

  private render(request: FastifyRequest, snapshot: Snapshot, form: Omit<SignFormModel, 'stamp'>): string {
    const t = Texts.in(requestLocale(request));
    const page = campaignPage(snapshot, {
      t,
      prefix: localePrefix(request),
      origin: this.config.publicUrl,
      now: this.clock.now(),
    });
    const { slug, embedOrigins: origins } = snapshot.campaign;
    const stamp = this.stamps.issue(slug);
    const choice = frameChoiceIn(request);
    const frame = { t, ...choice, accent: accentSheetOf(snapshot.campaign, choice.theme), origins };
    return renderDocument(<EmbedFormPage page={page} form={{ ...form, stamp }} frame={frame} />);
  }
}
