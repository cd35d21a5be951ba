import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { INSTANCE_SCOPE } from '../../domain/keys/instance-scope.js';
import type { MySignature } from '../../domain/signatures/my-signature.js';
import { TokenActs } from '../../domain/signatures/token-acts.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { localised } from './localised.js';
import { FreshLinkPage, MyPage } from './me.view.js';
import { readAddress } from './read-address.js';
import { messageFor, recordOf, typedText } from './read-sign-form.js';
import { visibilityForm } from './sign.form.js';

/** My signature: shown to whoever has its link, and a fresh link for whoever has lost it. */
@Controller(localised('me'))
export class MeController {
  constructor(
    private readonly acts: TokenActs,
    private readonly campaigns: PublishedCampaigns,
    private readonly submit: SubmitForm,
  ) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    void send(request, reply, <FreshLinkPage t={t} prefix={localePrefix(request)} email="" />);
  }

  /** The link brings the key to what it shows; one that opens nothing is answered 410 with the way to a fresh one. */
  @Get(':token')
  async show(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const mine = await this.acts.mySignature(token);
    if (mine === null) await this.gone(request, reply);
    else await this.page(request, reply, mine);
  }

  /** Another choice of who may see the signature: one sealed form, like everything that comes in. */
  @Post(':token')
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true })
  async change(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const mine = await this.acts.mySignature(token);
    if (mine?.copy == null || mine.state !== 'confirmed') {
      await this.gone(request, reply);
      return;
    }
    const wanted = visibilityForm.safeParse(recordOf(body));
    if (!wanted.success) {
      const t = Texts.in(requestLocale(request));
      const error = messageFor('visibility', wanted.error.issues[0]?.message ?? 'form.choice.unknown', t);
      if (wantsJson(request)) throw new InvalidInput([{ pointer: '/visibility', detail: error }]);
      await this.page(request, reply.code(422), mine, { error });
      return;
    }
    const { visibility } = wanted.data;
    const form = { kind: 'change', email: mine.copy.email, me: token, visibility };
    await this.submit.run({ scope: mine.campaignId, form });
    if (wantsJson(request)) await reply.code(202).type('application/json').send('{}');
    else await this.page(request, reply, { ...mine, visibility }, { saved: true });
  }

  /**
   * Asks for a fresh link in whatever campaigns the address has signed: one form to the instance, whatever
   * the address is, and one answer.
   */
  @Post()
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true })
  async fresh(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const reading = readAddress(body, t);
    if (!reading.ok) {
      if (wantsJson(request)) throw new InvalidInput([{ pointer: '/email', detail: reading.message }]);
      const email = typedText(recordOf(body).email);
      const page = <FreshLinkPage t={t} prefix={prefix} email={email} error={reading.message} />;
      await send(request, reply.code(422), page);
      return;
    }
    const form = { kind: 'my-page', email: reading.email, locale: t.locale };
    await this.submit.run({ scope: INSTANCE_SCOPE, form });
    if (wantsJson(request)) await reply.code(202).type('application/json').send('{}');
    else await send(request, reply, <FreshLinkPage t={t} prefix={prefix} email="" asked />);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    mine: MySignature,
    said: { readonly saved?: boolean; readonly error?: string } = {},
  ): Promise<void> {
    const t = Texts.in(requestLocale(request));
    const found = await this.campaigns.findById(mine.campaignId);
    const campaign = found ? { slug: found.slug, title: textsIn(found, t.locale).title } : null;
    const prefix = localePrefix(request);
    await send(request, reply, <MyPage t={t} prefix={prefix} mine={mine} campaign={campaign} {...said} />);
  }

  private async gone(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const t = Texts.in(requestLocale(request));
    const page = <FreshLinkPage t={t} prefix={localePrefix(request)} email="" gone />;
    await send(request, reply.code(410), page);
  }
}

async function send(request: FastifyRequest, reply: FastifyReply, page: VNode): Promise<void> {
  tokenHeaders(reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language'));
  await reply.type('text/html; charset=utf-8').send(renderDocument(page));
}
