import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SettleAnswer } from '../../domain/mailings/settle-answer.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { pageRequest } from '../../kernel/page.js';
import { AnswerPage, AnswersPage } from './answers.view.js';
import { ConsoleAnswers } from './console-answers.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** What came back from bodies, as their campaign's organizers read it. */
@Controller('console/answers')
export class AnswersController {
  constructor(
    private readonly answers: ConsoleAnswers,
    private readonly settle: SettleAnswer,
  ) {}

  @Get()
  @Permitted('seeMailings')
  async list(
    @SignedIn() by: Organizer,
    @Query('page') page: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const rows = await this.answers.page(by, pageRequest(Number(page)), t.locale);
    sendPage(reply, AnswersPage({ t, name: by.name, page: rows }));
  }

  @Get(':id')
  @Permitted('seeMailings')
  async show(@SignedIn() by: Organizer, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const t = languageOf(by);
    sendPage(reply, AnswerPage({ t, name: by.name, answer: await this.answers.model(by, id, t.locale) }));
  }

  @Post(':id/settle')
  @Permitted('decideDoubt')
  async settleIt(
    @SignedIn() by: Organizer,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id: known } = await this.answers.model(by, id, by.locale);
    await this.settle.run(by, known);
    void reply.redirect('/console/answers', 303);
  }
}
