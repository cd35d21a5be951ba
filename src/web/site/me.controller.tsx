import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { TokenActs } from '../../domain/signatures/token-acts.js';
import { pageRequest } from '../../kernel/page.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { localised } from './localised.js';
import { FreshLinkPage, MyPage } from './me.view.js';
import { readAddress } from './read-address.js';
import { recordOf, typedText } from './read-sign-form.js';

const MOST_CAMPAIGNS = 50;

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
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const mine = await this.acts.mySignature(token);
    if (mine === null) {
      await send(request, reply.code(410), <FreshLinkPage t={t} prefix={prefix} email="" gone />);
      return;
    }
    const found = await this.campaigns.findById(mine.campaignId);
    const campaign = found ? { slug: found.slug, title: textsIn(found, t.locale).title } : null;
    await send(request, reply, <MyPage t={t} prefix={prefix} mine={mine} campaign={campaign} />);
  }

  /**
   * Asks for a fresh link in every open campaign, since an address is only known within one; each gets one
   * sealed form, whatever the address is, and the answer is the same for everyone.
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
    const { items } = await this.campaigns.list(pageRequest(1, MOST_CAMPAIGNS));
    const form = { kind: 'my-page', email: reading.email, locale: t.locale };
    await Promise.all(items.map(({ id }) => this.submit.run({ scope: id, form })));
    if (wantsJson(request)) await reply.code(202).type('application/json').send('{}');
    else await send(request, reply, <FreshLinkPage t={t} prefix={prefix} email="" asked />);
  }
}

async function send(request: FastifyRequest, reply: FastifyReply, page: VNode): Promise<void> {
  tokenHeaders(reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language'));
  await reply.type('text/html; charset=utf-8').send(renderDocument(page));
}
