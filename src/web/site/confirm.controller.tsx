import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { TokenActs, type ConfirmAnswer } from '../../domain/signatures/token-acts.js';
import { Clock } from '../../kernel/clock.js';
import { meTokenOf, readCode } from '../../platform/crypto/token.js';
import { AttemptLimit } from '../../platform/http/attempt-limit.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { localised } from './localised.js';
import { sendNeutral } from './neutral-pages.js';
import { recordOf, typedText } from './read-sign-form.js';
import { CodePage, ConfirmedPage, GonePage } from './token.view.js';

const ownForms = RouteConfig({ acceptsNullOrigin: true });

/** Confirming a signature: the link's page shows, its button or the typed code acts. */
@Controller(localised('confirm'))
export class ConfirmController {
  private readonly wrongCodes = new AttemptLimit(30, 600);

  constructor(
    private readonly acts: TokenActs,
    private readonly campaigns: PublishedCampaigns,
    private readonly clock: Clock,
  ) {}

  /** The field for the code, for whoever cannot follow a link. */
  @Get()
  askCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    void send(request, reply, <CodePage t={t} prefix={localePrefix(request)} value="" />);
  }

  @Get(':token')
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'confirm');
  }

  @Post(':token')
  @HttpCode(200)
  @ownForms
  async confirm(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const answer = await this.acts.confirm(token);
    await this.thank(request, reply, answer, `${localePrefix(request)}/me/${meTokenOf(token)}`);
  }

  /** The code does what the link does; guessing is slowed down by who guesses. */
  @Post()
  @HttpCode(200)
  @ownForms
  async confirmByCode(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const now = this.clock.now();
    this.wrongCodes.check(request.ip, now);
    const typed = typedText(recordOf(body).code).slice(0, 64);
    const code = readCode(typed);
    const answer: ConfirmAnswer =
      code === null ? { outcome: 'unknown' } : await this.acts.confirmByCode(code);
    if (answer.outcome === 'confirmed') {
      await this.thank(request, reply, answer, null);
      return;
    }
    this.wrongCodes.failed(request.ip, now);
    const t = Texts.in(requestLocale(request));
    const error = t.say(code === null ? 'code.malformed' : 'code.unknown');
    const page = <CodePage t={t} prefix={localePrefix(request)} value={typed} error={error} />;
    await send(request, reply.code(code === null ? 422 : 410), page);
  }

  private async thank(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: ConfirmAnswer,
    me: string | null,
  ): Promise<void> {
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    if (answer.outcome !== 'confirmed') {
      await send(request, reply.code(410), <GonePage t={t} prefix={prefix} act="confirm" />);
      return;
    }
    const found = answer.campaignId ? await this.campaigns.findById(answer.campaignId) : null;
    const campaign = found ? { slug: found.slug, title: textsIn(found, t.locale).title } : null;
    await send(request, reply, <ConfirmedPage t={t} prefix={prefix} campaign={campaign} me={me} />);
  }
}

async function send(request: FastifyRequest, reply: FastifyReply, page: VNode): Promise<void> {
  tokenHeaders(reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language'));
  if (wantsJson(request)) await reply.type('application/json').send('{}');
  else await reply.type('text/html; charset=utf-8').send(renderDocument(page));
}
