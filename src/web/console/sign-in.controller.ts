import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SIGN_IN_PATH } from '../../domain/organizers/issue-sign-in-link.js';
import { MailSignInLink } from '../../domain/organizers/mail-sign-in-link.js';
import { SignIn } from '../../domain/organizers/sign-in.js';
import { SignOut } from '../../domain/organizers/sign-out.js';
import { requestLocale } from '../../platform/http/request-locale.js';
import type { OriginRule } from '../../platform/http/same-origin.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { Texts } from '../../platform/i18n/texts.js';
import { type AskLinkForm, askLinkForm } from './ask-link.form.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { SessionCookie } from './session-cookie.js';
import { SignInMailedPage, SignInNeededPage, SignInPage } from './sign-in.view.js';

/** Where a link is asked for. */
const ASK_PATH = '/console/sign-in';

const nullOrigin: OriginRule = { acceptsNullOrigin: true };

/** The way in and out of the console: opening a link shows a button, pressing it signs in, once. */
@Controller('console')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly mailLink: MailSignInLink,
    private readonly cookie: SessionCookie,
  ) {}

  /** How one comes by a link. */
  @Get('sign-in')
  @Permitted('anyone')
  needed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const t = Texts.in(requestLocale(request));
    sendPage(reply, SignInNeededPage({ t, action: ASK_PATH }));
  }

  /** Mails a link to an organizer's address; the answer is the same for every other. */
  @Post('sign-in')
  @HttpCode(200)
  @Permitted('anyone')
  async ask(
    @Body({ schema: askLinkForm }) form: AskLinkForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.mailLink.run(form.email);
    sendPage(reply, SignInMailedPage({ t: Texts.in(requestLocale(request)) }));
  }

  /** The button; the same page whether the link still holds or not. */
  @Get('sign-in/:token')
  @Permitted('anyone')
  button(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const t = Texts.in(requestLocale(request));
    tokenHeaders(reply);
    sendPage(reply, SignInPage({ t, action: `${SIGN_IN_PATH}${encodeURIComponent(token)}` }));
  }

  /** Begins a session with a fresh id, in place of the one the browser had. */
  @Post('sign-in/:token')
  @RouteConfig(nullOrigin)
  @Permitted('anyone')
  async begin(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    tokenHeaders(reply);
    const { session } = await this.signIn.run(token, this.cookie.read(request.headers.cookie));
    void reply.header('set-cookie', this.cookie.begin(session)).redirect('/console', 303);
  }

  /** Ends the session. */
  @Post('sign-out')
  @Permitted('signed-in')
  async end(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = this.cookie.read(request.headers.cookie);
    if (session !== null) await this.signOut.run(session);
    void reply.header('set-cookie', this.cookie.end()).redirect('/console/sign-in', 303);
  }
}
