import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import { TokenActs, type ConfirmAnswer } from '../../domain/signatures/token-acts.js';
import { Clock } from '../../kernel/clock.js';
import type { DomainError } from '../../kernel/errors.js';
import { meTokenOf, readCode } from '../../platform/crypto/token.js';
import { AttemptLimit } from '../../platform/http/attempt-limit.js';
import { busy, isBusy } from '../../platform/http/busy.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { localised } from './localised.js';
import { sendNeutral } from './neutral-pages.js';
import { recordOf, typedText } from './read-sign-form.js';
import { ThankYouPages } from './thank-you-pages.js';
import { CodePage, GonePage } from './token.view.js';

const ownForms = RouteConfig({ acceptsNullOrigin: true, maySendAgain: true });

/** Confirming a signature: the link's page shows, its button or the typed code acts. */
@Controller(localised('confirm'))
export class ConfirmController {
  private readonly wrongCodes = new AttemptLimit(30, 600);
  private readonly thanks = new ThankYouPages();

  constructor(
    private readonly acts: TokenActs,
    private readonly snapshots: CampaignSnapshots,
    private readonly clock: Clock,
  ) {}

  /** The field for the code, for whoever cannot follow a link. */
  @Get()
  askCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    send(request, reply, <CodePage t={t} prefix={localePrefix(request)} value="" />);
  }

  @Get(':token')
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'confirm');
  }

  @Post(':token')
  @HttpCode(200)
  @ownForms
  async confirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { token } = request.params as { readonly token: string };
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
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const answer = code === null ? UNKNOWN : await this.acts.confirmByCode(code).catch(notJustNow);
    if (isBusy(answer)) {
      if (wantsJson(request)) throw answer;
      const own = `error.code.${answer.code}`;
      const error = t.say(t.has(own) ? own : 'form.busy');
      send(request, busy(reply), <CodePage t={t} prefix={prefix} value={typed} error={error} />);
      return;
    }
    if (answer.outcome === 'confirmed') {
      await this.thank(request, reply, answer, null);
      return;
    }
    this.wrongCodes.failed(request.ip, now);
    const error = t.say(code === null ? 'code.malformed' : 'code.unknown');
    const page = <CodePage t={t} prefix={prefix} value={typed} error={error} />;
    send(request, reply.code(code === null ? 422 : 410), page);
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
      send(request, reply.code(410), <GonePage t={t} prefix={prefix} act="confirm" />);
      return;
    }
    const campaign = await this.named(answer.campaignId);
    send(request, reply, this.thanks.page(campaign, t, prefix, me));
  }

  /** The confirmation is done by now, whether the campaign can be named or not. */
  private async named(campaignId: string): Promise<PublishedCampaign | null> {
    try {
      return await this.snapshots.findById(campaignId);
    } catch (error) {
      if (isBusy(error)) return null;
      throw error;
    }
  }
}

const UNKNOWN: ConfirmAnswer = { outcome: 'unknown' };

function notJustNow(error: unknown): DomainError {
  if (isBusy(error)) return error;
  throw error;
}

function send(request: FastifyRequest, reply: FastifyReply, page: VNode | string): void {
  tokenHeaders(reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language'));
  if (wantsJson(request)) void reply.type('application/json').send('{}');
  else {
    const text = typeof page === 'string' ? page : renderDocument(page);
    void reply.type('text/html; charset=utf-8').send(text);
  }
}
