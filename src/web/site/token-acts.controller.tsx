import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TokenActs } from '../../domain/signatures/token-acts.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { localised } from './localised.js';
import { sendNeutral, type TokenAct } from './neutral-pages.js';
import { DonePage, GonePage } from './token.view.js';

const ownForms = RouteConfig({ acceptsNullOrigin: true });

/** Withdrawing, stopping news, 'it was not me': GET shows, only POST acts, and needs nothing but the address. */
@Controller()
export class TokenActsController {
  constructor(private readonly acts: TokenActs) {}

  @Get(localised('withdraw/:token'))
  askWithdraw(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'withdraw');
  }

  @Post(localised('withdraw/:token'))
  @HttpCode(200)
  @ownForms
  async withdraw(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await answer(request, reply, 'withdraw', await this.acts.withdraw(token));
  }

  @Get(localised('unsubscribe/:token'))
  askUnsubscribe(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'unsubscribe');
  }

  /** Also what a mail program's own button sends (RFC 8058). */
  @Post(localised('unsubscribe/:token'))
  @HttpCode(200)
  @ownForms
  async unsubscribe(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await answer(request, reply, 'unsubscribe', await this.acts.unsubscribe(token));
  }

  @Get(localised('not-me/:token'))
  askNotMe(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'not-me');
  }

  @Post(localised('not-me/:token'))
  @HttpCode(200)
  @ownForms
  async notMe(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await answer(request, reply, 'not-me', await this.acts.notMe(token));
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  act: TokenAct,
  { outcome }: { readonly outcome: string },
): Promise<void> {
  const t = Texts.in(requestLocale(request));
  const prefix = localePrefix(request);
  const gone = outcome === 'unknown';
  tokenHeaders(reply.code(gone ? 410 : 200).header('content-language', t.locale));
  if (wantsJson(request)) await reply.type('application/json').send('{}');
  else {
    const page = gone ? (
      <GonePage t={t} prefix={prefix} act={act} />
    ) : (
      <DonePage t={t} prefix={prefix} act={act} />
    );
    await reply.type('text/html; charset=utf-8').send(renderDocument(page));
  }
}
