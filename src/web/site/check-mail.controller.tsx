import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { busy, isBusy } from '../../platform/http/busy.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { frameHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { embedQuery } from '../../domain/campaigns/embed-snippet.js';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import { domainMeantBy } from '../parts/address-hint.js';
import type { RefusedField } from '../parts/error-summary.view.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots, type Snapshot } from './campaign-snapshots.js';
import { CheckMailPage, type Slip } from './check-mail.view.js';
import { EmbedSentPage } from './embed/embed-sent.view.js';
import { type FrameChoice, frameChoiceIn } from './embed/frame-choice.js';
import { localised } from './localised.js';
import { accentSheetOf } from './look/accent-sheet.js';
import { readAddress } from './read-address.js';
import { typedText, recordOf } from './read-sign-form.js';
import { RenderedPages } from './rendered-pages.js';
import { wayOutOf } from './way-out.js';

/** Where the pages are that partners show in frames. */
const FRAMED = 'embed';

/** The page after signing, and the way to another mail. */
@Controller([...localised('c/:slug/check-your-mail'), ...localised(`${FRAMED}/:slug/check-your-mail`)])
export class CheckMailController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly submit: SubmitForm,
    private readonly rendered: RenderedPages,
  ) {}

  @Get()
  async show(
    @Param('slug') slug: string,
    @Query('again') again: unknown,
    @Query('typed') typed: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const snapshot = await this.get(slug);
    const slip = slipIn(typed);
    const shown = { again: again !== undefined, email: '', refused: [], ...(slip && { slip }) };
    if (slip) {
      send(request, reply.header('cache-control', 'no-store'), snapshot, shown);
      return;
    }
    const locale = requestLocale(request);
    frame(request, reply.header('content-language', locale), snapshot);
    void this.rendered.send(request, reply, {
      name: `check-your-mail ${placeIn(request).path}${embedQuery(placeIn(request).choice)} ${slug} ${locale} ${localePrefix(request)} ${shown.again}`,
      version: snapshot.campaign.etag,
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => render(request, snapshot, shown),
    });
  }

  /** Asks for another mail; whether the address waits for one, the answer does not tell. */
  @Post()
  @HttpCode(303)
  @RouteConfig({ maySendAgain: true })
  async resend(
    @Param('slug') slug: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const snapshot = await this.get(slug);
    const locale = requestLocale(request);
    const reading = readAddress(body, Texts.in(locale));
    reply.header('cache-control', 'no-store');
    if (!reading.ok) {
      if (wantsJson(request)) throw new InvalidInput([{ pointer: '/email', detail: reading.message }]);
      const refused = [{ name: 'email', message: reading.message }];
      const email = typedText(recordOf(body).email);
      send(request, reply.code(422), snapshot, { again: false, email, refused });
      return;
    }
    const form = { kind: 'resend', email: reading.email, locale };
    try {
      await this.submit.run({ scope: snapshot.campaign.id, form });
    } catch (error) {
      if (wantsJson(request) || !isBusy(error)) throw error;
      const trouble = Texts.in(locale).say('form.busy');
      send(request, busy(reply), snapshot, { again: false, email: reading.email, refused: [], trouble });
      return;
    }
    if (wantsJson(request)) await reply.code(202).type('application/json').send('{}');
    else {
      const { path, choice } = placeIn(request);
      const chosen = embedQuery(choice);
      const query = chosen === '' ? '?again' : `${chosen}&again`;
      await reply.redirect(`${localePrefix(request)}/${path}/${slug}/check-your-mail${query}`, 303);
    }
  }

  private async get(slug: string): Promise<Snapshot> {
    const snapshot = await this.snapshots.find(slug);
    if (!snapshot) throw new NotFoundException();
    return snapshot;
  }
}

/** In a window of its own or in a frame, and as it was chosen there. */
function placeIn(request: FastifyRequest): { path: 'c' | typeof FRAMED; choice: FrameChoice } {
  const framed = request.routeOptions.url?.includes(`/${FRAMED}/:slug`) === true;
  const choice = framed ? frameChoiceIn(request) : { theme: 'auto' as const, picture: false };
  return { path: framed ? FRAMED : 'c', choice };
}

/** Partners may show what is made for their frames. */
function frame(request: FastifyRequest, reply: FastifyReply, { campaign }: Snapshot): void {
  if (placeIn(request).path === FRAMED) frameHeaders(reply, campaign.embedOrigins);
}

interface Shown {
  readonly again: boolean;
  readonly email: string;
  readonly refused: readonly RefusedField[];
  readonly trouble?: string;
  readonly slip?: Slip;
}

/** A domain that looks mistyped, where the address names one; anything else is nothing. */
function slipIn(typed: unknown): Slip | null {
  const meant = typeof typed === 'string' ? domainMeantBy(typed) : null;
  return meant === null ? null : { typed: String(typed).trim().toLowerCase(), meant };
}

function send(request: FastifyRequest, reply: FastifyReply, snapshot: Snapshot, shown: Shown): void {
  frame(request, reply, snapshot);
  reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language');
  void reply.type('text/html; charset=utf-8').send(render(request, snapshot, shown));
}

function render(request: FastifyRequest, { campaign }: Snapshot, shown: Shown): string {
  const t = Texts.in(requestLocale(request));
  const { title } = textsIn(campaign, t.locale);
  const exit = wayOutOf(campaign.document.face, t.locale);
  const { path, choice } = placeIn(request);
  const accent = campaign.neutral ? null : accentSheetOf(campaign, choice.theme);
  const page = { t, prefix: localePrefix(request), slug: campaign.slug, title, exit, accent, ...shown };
  if (path !== FRAMED) return renderDocument(<CheckMailPage {...page} />);
  const around = { t, ...choice, accent, origins: campaign.embedOrigins };
  return renderDocument(<EmbedSentPage model={page} frame={around} />);
}
