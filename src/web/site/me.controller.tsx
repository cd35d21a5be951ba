import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { mergedAnswers } from '../../domain/signatures/answers.rules.js';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { busy, isBusy } from '../../platform/http/busy.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { ChangeMinePage } from './change-mine.view.js';
import { sendGone } from './gone-page.js';
import { localised } from './localised.js';
import { MyPage } from './me.view.js';
import { presentMySignature } from './my-signature.presenter.js';
import { type LivingSignature, OwnSignature } from './own-signature.js';
import { type GivenChanges, heldValues, readChangeForm, typedChange } from './read-change-form.js';
import { sendTokenPage } from './token-page.js';

/** My signature, for whoever has its link: seen, changed, taken along. Every change is one sealed form. */
@Controller(localised('me/:token'))
export class MeController {
  constructor(
    private readonly own: OwnSignature,
    private readonly submit: SubmitForm,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The link brings the key to what it shows; one that opens nothing is answered 410 with the way to a fresh one. */
  @Get()
  async show(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const mine = await this.own.find(token);
    if (mine === null) return sendGone(request, reply);
    const t = Texts.in(requestLocale(request));
    const campaign = await this.own.campaignOf(mine, t.locale);
    const frame = { t, prefix: localePrefix(request), self: selfOf(request, token), campaign };
    const consent = await this.own.consentOf(mine);
    await sendTokenPage(request, reply, <MyPage {...frame} mine={mine} consent={consent} />);
  }

  @Get('change')
  async ask(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const mine = await this.own.findLiving(token);
    if (mine === null) return sendGone(request, reply);
    const fields = await this.own.fieldsOf(mine);
    const t = Texts.in(requestLocale(request));
    const around = await this.own.around(mine.campaignId, t.locale);
    const frame = { t, prefix: localePrefix(request), ...around, fields };
    const page = (
      <ChangeMinePage {...frame} self={selfOf(request, token)} values={heldValues(mine)} refused={[]} />
    );
    await sendTokenPage(request, reply, page);
  }

  /** Answers with what was asked for, not with what is held: the worker does it within a minute. */
  @Post()
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true, maySendAgain: true })
  async change(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const mine = await this.own.findLiving(token);
    if (mine === null) return sendGone(request, reply);
    const t = Texts.in(requestLocale(request));
    const around = await this.own.around(mine.campaignId, t.locale);
    const frame = { t, prefix: localePrefix(request), self: selfOf(request, token), ...around };
    const reading = readChangeForm(body, mine, t);
    if (!reading.ok) {
      const { refused } = reading;
      if (wantsJson(request)) {
        throw new InvalidInput(
          refused.map(({ name, message }) => ({ pointer: `/${name}`, detail: message })),
        );
      }
      const values = typedChange(body, mine);
      const fields = await this.own.fieldsOf(mine);
      const page = <ChangeMinePage {...frame} fields={fields} values={values} refused={refused} />;
      await sendTokenPage(request, reply.code(422), page);
      return;
    }
    const { fields } = reading;
    const asked = Object.keys(fields).length > 0;
    if (asked) {
      const form = { kind: 'change', email: mine.copy.email, me: token, ...fields };
      try {
        await this.submit.run({ scope: mine.campaignId, form });
      } catch (error) {
        if (wantsJson(request) || !isBusy(error)) throw error;
        const again = { values: typedChange(body, mine), refused: [], trouble: t.say('error.503.text') };
        const page = <ChangeMinePage {...frame} fields={await this.own.fieldsOf(mine)} {...again} />;
        await sendTokenPage(request, busy(reply), page);
        return;
      }
    }
    if (wantsJson(request)) {
      await reply.code(202).type('application/json').send('{}');
      return;
    }
    const campaign = await this.own.campaignOf(mine, t.locale);
    await sendTokenPage(
      request,
      reply,
      <MyPage
        {...frame}
        mine={changed(mine, fields)}
        campaign={campaign}
        consent={await this.own.consentOf(mine)}
        saved={asked}
      />,
    );
  }

  /** All of it as a file, whatever is asked for by Accept. */
  @Get('export')
  async export(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const mine = await this.own.find(token);
    if (mine === null) return sendGone(request, reply);
    const campaign = await this.own.campaignOf(mine, requestLocale(request));
    const { publicUrl } = this.config;
    const file = presentMySignature(mine, {
      campaign,
      consent: await this.own.consentOf(mine),
      publicUrl,
      today: utcDay(this.clock.now()),
    });
    tokenHeaders(reply);
    const name = `my-signature-${campaign?.slug ?? 'vigil'}.json`;
    await reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(file, null, 2)}\n`);
  }
}

function selfOf(request: FastifyRequest, token: string): string {
  return `${localePrefix(request)}/me/${token}`;
}

function changed(mine: LivingSignature, fields: GivenChanges): LivingSignature {
  const { name = mine.copy.name, comment = mine.copy.comment, extra = {}, ...rest } = fields;
  const copy = { ...mine.copy, name, comment, extra: mergedAnswers(mine.copy.extra, extra) };
  return { ...mine, ...rest, copy };
}
