import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { TokenActs } from '../../domain/signatures/token-acts.js';
import { DomainError } from '../../kernel/errors.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { requestLocale } from '../../platform/http/request-locale.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { answerAct } from './act-answer.js';
import { localised } from './localised.js';
import { NeutralPage, sendNeutral } from './neutral-pages.js';
import { OwnSignature } from './own-signature.js';
import { recordOf, refusedIn, typedText } from './read-sign-form.js';
import { reasonForm } from './sign.form.js';
import { sendTokenPage } from './token-page.js';
import { wayOutAsked } from './way-out.js';

/** Taking a signature back: GET shows, only POST acts, and needs nothing but the address. */
@Controller(localised('withdraw/:token'))
export class WithdrawController {
  constructor(
    private readonly acts: TokenActs,
    private readonly submit: SubmitForm,
    private readonly own: OwnSignature,
  ) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'withdraw');
  }

  /** A reason goes another way than the withdrawal: sealed, to the campaign, with nothing that says whose it is. */
  @Post()
  @HttpCode(200)
  @RouteConfig({ acceptsNullOrigin: true, maySendAgain: true })
  async withdraw(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const t = Texts.in(requestLocale(request));
    const reading = reasonForm.safeParse(recordOf(body));
    if (!reading.success) {
      const refused = refusedIn(reading.error, t);
      if (wantsJson(request)) {
        throw new InvalidInput(
          refused.map(({ name, message }) => ({ pointer: `/${name}`, detail: message })),
        );
      }
      const reason = typedText(recordOf(body).reason, 'many');
      const page = (
        <NeutralPage {...{ t, act: 'withdraw', exit: wayOutAsked(request, t.locale), reason, refused }} />
      );
      await sendTokenPage(request, reply.code(422), page);
      return;
    }
    const answer = await this.acts.withdraw(token);
    const { reason } = reading.data;
    const note =
      reason !== null && answer.campaignId ? await this.tell(answer.campaignId, reason) : undefined;
    const { exit } = await this.own.around(answer.campaignId, t.locale);
    await answerAct(request, reply, 'withdraw', answer, { note, exit });
  }

  /** The withdrawal is done by now, whether its reason can be taken or not. */
  private async tell(scope: string, reason: string): Promise<string> {
    try {
      await this.submit.run({ scope, form: { kind: 'withdrawal-reason', reason } });
      return 'token.withdraw.told';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return 'token.withdraw.untold';
    }
  }
}
