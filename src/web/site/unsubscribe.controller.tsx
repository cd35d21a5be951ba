import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NewsWish, TokenActs } from '../../domain/signatures/token-acts.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { answerAct } from './act-answer.js';
import { localised } from './localised.js';
import { sendNeutral } from './neutral-pages.js';
import { recordOf } from './read-sign-form.js';
import { sendTokenPage } from './token-page.js';
import { UnsubscribedPage } from './unsubscribe.view.js';

const chosen = ['campaign', 'instance', 'none'] as const;

/** Stopping news: GET shows the choice, only POST acts, and needs nothing but the address. */
@Controller(localised('unsubscribe/:token'))
export class UnsubscribeController {
  constructor(private readonly acts: TokenActs) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'unsubscribe');
  }

  /** Also what a mail program's own button sends (RFC 8058): at once, for the campaign that the mail was of. */
  @Post()
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true, maySendAgain: true })
  async unsubscribe(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const answer = await this.acts.unsubscribe(token, wishIn(body));
    if (answer.reach === undefined || wantsJson(request)) {
      await answerAct(request, reply, 'unsubscribe', answer);
      return;
    }
    const t = Texts.in(requestLocale(request));
    const page = <UnsubscribedPage t={t} prefix={localePrefix(request)} reach={answer.reach} />;
    await sendTokenPage(request, reply, page);
  }
}

/** What no page of ours sends counts as one click. */
function wishIn(body: unknown): NewsWish {
  const fields = recordOf(body);
  if (fields['List-Unsubscribe'] !== undefined) return 'one-click';
  return chosen.find((reach) => reach === fields.reach) ?? 'one-click';
}
