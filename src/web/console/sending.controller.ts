import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MailSendingTest } from '../../domain/organizers/mail-sending-test.js';
import { ProveSending } from '../../domain/organizers/prove-sending.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { SENDING_TEST_PATH } from '../../domain/organizers/sending-test-links.js';
import { requestLocale } from '../../platform/http/request-locale.js';
import type { OriginRule } from '../../platform/http/same-origin.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { Texts } from '../../platform/i18n/texts.js';
import { ConsoleSending } from './console-sending.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { ArrivedPage, ArrivedQuestionPage, SendingPage } from './sending.view.js';
import { languageOf, SignedIn } from './signed-in.js';

const nullOrigin: OriginRule = { acceptsNullOrigin: true };

/** What must be done before mail leaves for real addresses: the test, and the word that it arrived. */
@Controller('console/sending')
export class SendingController {
  constructor(
    private readonly sending: ConsoleSending,
    private readonly mailTest: MailSendingTest,
    private readonly prove: ProveSending,
  ) {}

  @Get()
  @Permitted('signed-in')
  async show(@SignedIn() by: Organizer, @Res() reply: FastifyReply): Promise<void> {
    const t = languageOf(by);
    sendPage(reply, SendingPage({ t, by, standing: await this.sending.standing() }));
  }

  /** Mails a test to whoever presses the button. */
  @Post('test')
  @Permitted('signed-in')
  async test(@SignedIn() by: Organizer, @Res() reply: FastifyReply): Promise<void> {
    await this.mailTest.run(by, by.email);
    void reply.redirect('/console/sending', 303);
  }

  /** The button behind the mail's link; the same page whether the link still holds or not. */
  @Get('arrived/:token')
  @Permitted('anyone')
  question(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const t = Texts.in(requestLocale(request));
    tokenHeaders(reply);
    sendPage(reply, ArrivedQuestionPage({ t, action: `${SENDING_TEST_PATH}${encodeURIComponent(token)}` }));
  }

  /** Having the link is the proof: what waited may leave. */
  @Post('arrived/:token')
  @HttpCode(200)
  @RouteConfig(nullOrigin)
  @Permitted('anyone')
  async arrived(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    tokenHeaders(reply);
    await this.prove.byLink(token);
    sendPage(reply, ArrivedPage({ t: Texts.in(requestLocale(request)) }));
  }
}
