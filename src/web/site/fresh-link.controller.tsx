import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { INSTANCE_SCOPE } from '../../domain/keys/instance-scope.js';
import { busy, isBusy } from '../../platform/http/busy.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { FreshLinkPage } from './fresh-link.view.js';
import { localised } from './localised.js';
import { readAddress } from './read-address.js';
import { recordOf, typedText } from './read-sign-form.js';
import { sendTokenPage } from './token-page.js';

/** A fresh link to one's own signatures, for whoever has lost it: by mail alone. */
@Controller(localised('me'))
export class FreshLinkController {
  constructor(private readonly submit: SubmitForm) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    void sendTokenPage(request, reply, <FreshLinkPage t={t} prefix={localePrefix(request)} email="" />);
  }

  /**
   * Asks for a fresh link in whatever campaigns the address has signed: one form to the instance, whatever
   * the address is, and one answer.
   */
  @Post()
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true, maySendAgain: true })
  async fresh(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const reading = readAddress(body, t);
    if (!reading.ok) {
      if (wantsJson(request)) throw new InvalidInput([{ pointer: '/email', detail: reading.message }]);
      const email = typedText(recordOf(body).email);
      const page = <FreshLinkPage t={t} prefix={prefix} email={email} error={reading.message} />;
      await sendTokenPage(request, reply.code(422), page);
      return;
    }
    const form = { kind: 'my-page', email: reading.email, locale: t.locale };
    try {
      await this.submit.run({ scope: INSTANCE_SCOPE, form });
    } catch (error) {
      if (wantsJson(request) || !isBusy(error)) throw error;
      const trouble = t.say('form.busy');
      const page = <FreshLinkPage t={t} prefix={prefix} email={reading.email} trouble={trouble} />;
      await sendTokenPage(request, busy(reply), page);
      return;
    }
    if (wantsJson(request)) await reply.code(202).type('application/json').send('{}');
    else await sendTokenPage(request, reply, <FreshLinkPage t={t} prefix={prefix} email="" asked />);
  }
}
