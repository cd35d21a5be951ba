import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TokenActs, type ConfirmAnswer } from '../../domain/signatures/token-acts.js';
import { Clock } from '../../kernel/clock.js';
import type { DomainError } from '../../kernel/errors.js';
import { readCode } from '../../platform/crypto/token.js';
import { AttemptLimit } from '../../platform/http/attempt-limit.js';
import { busy, isBusy } from '../../platform/http/busy.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { Confirming, formsOfTokenPages, sendTokenPage } from './confirming.js';
import { localised } from './localised.js';
import { sendNeutral } from './neutral-pages.js';
import { recordOf, typedText } from './read-sign-form.js';
import { CodePage } from './token.view.js';

const ownForms = RouteConfig(formsOfTokenPages);

/** Confirming a signature: the link's page shows, its button (see Confirming) or the typed code acts. */
@Controller(localised('confirm'))
export class ConfirmController {
  private readonly wrongCodes = new AttemptLimit(30, 600);

  constructor(
    private readonly acts: TokenActs,
    private readonly confirming: Confirming,
    private readonly clock: Clock,
  ) {}

  /** The field for the code, for whoever cannot follow a link. */
  @Get()
  askCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const t = Texts.in(requestLocale(request));
    sendTokenPage(request, reply, <CodePage t={t} prefix={localePrefix(request)} value="" />);
  }

  @Get(':token')
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'confirm');
  }

  /** The code does what the link does; guessing is slowed down by who guesses. */
  @Post()
  @HttpCode(200)
  @ownForms
  async confirmByCode(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const now = this.clock.now();
    this.wrongCodes.check(request.ip, now);
    const typed = typedText(recordOf(body).code).slice(0, 64);
    const code = readCode(typed);
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const answer = code === null ? UNKNOWN : await this.acts.confirmByCode(code).catch(notJustNow);
    if (isBusy(answer)) {
      if (wantsJson(request)) throw answer;
      const own = `error.code.${answer.code}`;
      const error = t.say(t.has(own) ? own : 'form.busy');
      sendTokenPage(request, busy(reply), <CodePage t={t} prefix={prefix} value={typed} error={error} />);
      return;
    }
    if (answer.outcome === 'confirmed') {
      await this.confirming.thank(request, reply, answer, null);
      return;
    }
    this.wrongCodes.failed(request.ip, now);
    const error = t.say(code === null ? 'code.malformed' : 'code.unknown');
    const page = <CodePage t={t} prefix={prefix} value={typed} error={error} />;
    sendTokenPage(request, reply.code(code === null ? 422 : 410), page);
  }
}

const UNKNOWN: ConfirmAnswer = { outcome: 'unknown' };

function notJustNow(error: unknown): DomainError {
  if (isBusy(error)) return error;
  throw error;
}
