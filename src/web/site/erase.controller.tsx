import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { ErasedPage, ErasePage } from './erase.view.js';
import { sendGone } from './gone-page.js';
import { localised } from './localised.js';
import { OwnSignature } from './own-signature.js';
import { sendTokenPage } from './token-page.js';

/** Erasing everything about oneself: asked on a page of its own, done by the worker. */
@Controller(localised('me/:token/erase'))
export class EraseController {
  constructor(
    private readonly own: OwnSignature,
    private readonly submit: SubmitForm,
  ) {}

  @Get()
  async ask(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const mine = await this.own.findLiving(token);
    if (mine === null) return sendGone(request, reply);
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const campaign = await this.own.campaignOf(mine, t.locale);
    const { title = t.say('site.name'), exit = null, accent = null } = campaign ?? {};
    const page = <ErasePage {...{ t, prefix, exit, accent, title, self: `${prefix}/me/${token}` }} />;
    await sendTokenPage(request, reply, page);
  }

  @Post()
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true, maySendAgain: true })
  async erase(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const mine = await this.own.findLiving(token);
    if (mine === null) return sendGone(request, reply);
    const form = { kind: 'erase', email: mine.copy.email, me: token };
    await this.submit.run({ scope: mine.campaignId, form });
    tokenHeaders(reply);
    if (wantsJson(request)) {
      await reply.code(202).type('application/json').send('{}');
      return;
    }
    const t = Texts.in(requestLocale(request));
    const around = await this.own.around(mine.campaignId, t.locale);
    await sendTokenPage(request, reply, <ErasedPage t={t} prefix={localePrefix(request)} {...around} />);
  }
}
