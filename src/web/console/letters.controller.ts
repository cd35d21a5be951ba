import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApproveLetter } from '../../domain/letters/approve-letter.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { pageRequest } from '../../kernel/page.js';
import { type ApproveForm, approveForm } from './approve.form.js';
import { ConsoleLetters } from './console-letters.js';
import { LetterPage } from './letter.view.js';
import { LettersPage } from './letters.view.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** Letters as a second person reads and approves them. */
@Controller('console/letters')
export class LettersController {
  constructor(
    private readonly letters: ConsoleLetters,
    private readonly approve: ApproveLetter,
  ) {}

  @Get()
  @Permitted('seeLetters')
  async list(
    @SignedIn() by: Organizer,
    @Query('page') page: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const rows = await this.letters.page(by, pageRequest(Number(page)), t.locale);
    sendPage(reply, LettersPage({ t, name: by.name, page: rows }));
  }

  @Get(':id')
  @Permitted('seeLetters')
  async show(@SignedIn() by: Organizer, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const t = languageOf(by);
    const letter = await this.letters.model(by, id, t.locale);
    sendPage(reply, LetterPage({ t, name: by.name, letter }));
  }

  /** Approves exactly the text that the page showed. */
  @Post(':id/approve')
  @Permitted('approveLetter')
  async approveIt(
    @SignedIn() by: Organizer,
    @Param('id') id: string,
    @Body({ schema: approveForm }) form: ApproveForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const version = await this.letters.visible(by, id);
    await this.approve.run(by, version.id, form.seen);
    void reply.redirect(`/console/letters/${version.id}`, 303);
  }
}
