import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import type { RefusedField } from '../parts/error-summary.view.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots, type Snapshot } from './campaign-snapshots.js';
import { CheckMailPage } from './check-mail.view.js';
import { localised } from './localised.js';
import { readAddress } from './read-address.js';
import { typedText, recordOf } from './read-sign-form.js';

/** The page after signing, and the way to another mail. */
@Controller(localised('c/:slug/check-your-mail'))
export class CheckMailController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly submit: SubmitForm,
    private readonly config: Config,
  ) {}

  @Get()
  async show(
    @Param('slug') slug: string,
    @Query('again') again: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const snapshot = await this.get(slug);
    reply.header('cache-control', `public, max-age=${this.config.countInterval}`);
    await send(request, reply, snapshot, { again: again !== undefined, email: '', refused: [] });
  }

  /** Asks for another mail; whether the address waits for one, the answer does not tell. */
  @Post()
  @HttpCode(303)
  async resend(
    @Param('slug') slug: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const snapshot = await this.get(slug);
    const locale = requestLocale(request);
    const reading = readAddress(body, Texts.in(locale));
    reply.header('cache-control', 'no-store');
    if (!reading.ok) {
      if (wantsJson(request)) throw new InvalidInput([{ pointer: '/email', detail: reading.message }]);
      const refused = [{ name: 'email', message: reading.message }];
      const email = typedText(recordOf(body).email);
      await send(request, reply.code(422), snapshot, { again: false, email, refused });
      return;
    }
    const form = { kind: 'resend', email: reading.email, locale };
    await this.submit.run({ scope: snapshot.campaign.id, form });
    if (wantsJson(request)) await reply.code(202).type('application/json').send('{}');
    else await reply.redirect(`${localePrefix(request)}/c/${slug}/check-your-mail?again`, 303);
  }

  private async get(slug: string): Promise<Snapshot> {
    const snapshot = await this.snapshots.find(slug);
    if (!snapshot) throw new NotFoundException();
    return snapshot;
  }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { campaign }: Snapshot,
  shown: { again: boolean; email: string; refused: readonly RefusedField[] },
): Promise<void> {
  const t = Texts.in(requestLocale(request));
  const { title } = textsIn(campaign, t.locale);
  reply.header('content-language', t.locale).header('vary', 'Accept-Language');
  await reply
    .type('text/html; charset=utf-8')
    .send(
      renderDocument(
        <CheckMailPage t={t} prefix={localePrefix(request)} slug={campaign.slug} title={title} {...shown} />,
      ),
    );
}
