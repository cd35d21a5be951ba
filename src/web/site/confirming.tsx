import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import { TokenActs, type ConfirmAnswer } from '../../domain/signatures/token-acts.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { meTokenOf } from '../../platform/crypto/token.js';
import { answerNow } from '../../platform/http/answer-now.js';
import { isBusy } from '../../platform/http/busy.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import type { OriginRule } from '../../platform/http/same-origin.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { ThankYouPages } from './thank-you-pages.js';
import { GonePage } from './token.view.js';

/** Said of the routes that take the forms of token pages. */
export const formsOfTokenPages: OriginRule = { acceptsNullOrigin: true, maySendAgain: true };

/** Confirming by the button of the link's page, and the thanks for it. */
@Injectable()
export class Confirming {
  private readonly thanks: ThankYouPages;

  constructor(
    private readonly acts: TokenActs,
    private readonly snapshots: CampaignSnapshots,
    config: Config,
    clock: Clock,
  ) {
    this.thanks = new ThankYouPages(config.publicUrl, clock);
  }

  /** Bound by ShortRoutes. */
  async byLink(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { token } = request.params as { readonly token: string };
    const answer = await this.acts.confirm(token);
    await this.thank(request, reply, answer, `${localePrefix(request)}/me/${meTokenOf(token)}`);
  }

  /** Thanks for what was confirmed, 410 for what was not; `me` is the path of *my signature* where it can be told. */
  async thank(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: ConfirmAnswer,
    me: string | null,
  ): Promise<void> {
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    if (answer.outcome !== 'confirmed') {
      sendTokenPage(request, reply.code(410), <GonePage t={t} prefix={prefix} act="confirm" />);
      return;
    }
    const campaign = await this.named(answer.campaignId);
    sendTokenPage(request, reply, this.thanks.page(campaign, t, prefix, me));
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

/** A page that belongs to a token, or `{}` for a program, with the status set before. */
export function sendTokenPage(request: FastifyRequest, reply: FastifyReply, page: VNode | Buffer): void {
  tokenHeaders(reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language'));
  if (wantsJson(request)) {
    answerNow(reply, reply.statusCode, { 'content-type': 'application/json' }, '{}');
    return;
  }
  const text = Buffer.isBuffer(page) ? page : renderDocument(page);
  answerNow(reply, reply.statusCode, { 'content-type': 'text/html; charset=utf-8' }, text);
}
