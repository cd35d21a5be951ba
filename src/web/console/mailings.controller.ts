import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApproveMailing } from '../../domain/mailings/approve-mailing.js';
import { CancelMailing } from '../../domain/mailings/cancel-mailing.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { pageRequest } from '../../kernel/page.js';
import { type ApproveForm, approveForm } from './approve.form.js';
import { ConsoleMailings } from './console-mailings.js';
import { MailingPage } from './mailing.view.js';
import { MailingsPage } from './mailings.view.js';
import { Permitted } from './permission.js';
import { sendPreview } from './preview-answer.js';
import { sendPage, sendPageWithFrames } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** Mailings as a second person sees, approves and cancels them. */
@Controller('console/mailings')
export class MailingsController {
  constructor(
    private readonly mailings: ConsoleMailings,
    private readonly approve: ApproveMailing,
    private readonly cancel: CancelMailing,
  ) {}

  @Get()
  @Permitted('seeMailings')
  async list(
    @SignedIn() by: Organizer,
    @Query('page') page: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const rows = await this.mailings.page(by, pageRequest(Number(page)), t.locale);
    sendPage(reply, MailingsPage({ t, name: by.name, page: rows }));
  }

  @Get(':id')
  @Permitted('seeMailings')
  async show(@SignedIn() by: Organizer, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const t = languageOf(by);
    const mailing = await this.mailings.model(by, id, t);
    sendPageWithFrames(reply, MailingPage({ t, name: by.name, mailing }));
  }

  /** One letter's part by itself, for the sandboxed frame. */
  @Get(':id/letters/:key/:part')
  @Permitted('seeMailings')
  async preview(
    @SignedIn() by: Organizer,
    @Param() at: { id: string; key: string; part: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const letter = await this.mailings.letter(by, at.id, at.key);
    sendPreview(reply, at.part === 'text' ? 'text' : 'html', letter);
  }

  /** Approves exactly what the page showed. */
  @Post(':id/approve')
  @Permitted('approveMailing')
  async approveIt(
    @SignedIn() by: Organizer,
    @Param('id') id: string,
    @Body({ schema: approveForm }) form: ApproveForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mailing = await this.mailings.visible(by, id);
    const options = form.acknowledge === 'yes' ? { acknowledgeOldStatuses: true } : {};
    await this.approve.run(by, mailing.id, form.seen, options);
    void reply.redirect(`/console/mailings/${mailing.id}`, 303);
  }

  @Post(':id/cancel')
  @Permitted('cancelMailing')
  async cancelIt(
    @SignedIn() by: Organizer,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mailing = await this.mailings.visible(by, id);
    await this.cancel.run(by, mailing.id);
    void reply.redirect(`/console/mailings/${mailing.id}`, 303);
  }
}
