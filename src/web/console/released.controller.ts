import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ReleasedAnswerNotFound } from '../../domain/campaigns/campaign.errors.js';
import { TakeBackAnswer } from '../../domain/campaigns/take-back-answer.js';
import { AnswerNotFound } from '../../domain/mailings/mailing.errors.js';
import { type AnswerRelease, ReleaseAnswer } from '../../domain/mailings/release-answer.js';
import { Forbidden, type Organizer } from '../../domain/organizers/role.rules.js';
import { DomainError } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { ConsoleAnswers } from './console-answers.js';
import { ConsoleReleased } from './console-released.js';
import { Permitted } from './permission.js';
import { readRelease, refusedField, typedRelease } from './release.form.js';
import { ReleasedPage } from './released.view.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** Which fields there are depends on the languages of the campaign. */
const releaseForm = z.record(z.string(), z.unknown());

/** What a campaign tells the public of bodies' answers: the list, a preview, the release, taking back. */
@Controller('console/campaigns/:slug/answers')
export class ReleasedController {
  constructor(
    private readonly released: ConsoleReleased,
    private readonly answers: ConsoleAnswers,
    private readonly release: ReleaseAnswer,
    private readonly takeBack: TakeBackAnswer,
  ) {}

  @Get()
  @Permitted('seeCampaign')
  async list(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const model = await this.released.model(by, slug, t.locale);
    const typed = typedRelease({}, model.choices.locales);
    sendPage(reply, ReleasedPage({ t, name: by.name, model, typed }));
  }

  /** Shows how the public would read it, and changes nothing. */
  @Post()
  @Permitted('releaseAnswer')
  async preview(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Body({ schema: releaseForm }) fields: z.infer<typeof releaseForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.decide(by, slug, fields, reply, (release) => this.release.check(by, release));
  }

  /** Shows it to everybody: the fields are those that the preview showed. */
  @Post('release')
  @Permitted('releaseAnswer')
  async releaseIt(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Body({ schema: releaseForm }) fields: z.infer<typeof releaseForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.decide(by, slug, fields, reply, async (release) => {
      await this.release.run(by, release);
      void reply.redirect(`/console/campaigns/${encodeURIComponent(slug)}/answers`, 303);
    });
  }

  @Post(':number/take-back')
  @Permitted('releaseAnswer')
  async takeItBack(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Param('number') number: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.released.model(by, slug, by.locale);
    const which = /^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0;
    if (which === 0) throw new ReleasedAnswerNotFound(slug, which);
    await this.takeBack.run(by, slug, which);
    void reply.redirect(`/console/campaigns/${encodeURIComponent(slug)}/answers`, 303);
  }

  /** What does not fit comes back as it was typed; what fits is done, and shown where nothing else was answered. */
  private async decide(
    by: Organizer,
    slug: string,
    fields: z.infer<typeof releaseForm>,
    reply: FastifyReply,
    act: (release: AnswerRelease) => Promise<void>,
  ): Promise<void> {
    const t = languageOf(by);
    const model = await this.released.model(by, slug, t.locale);
    if (!model.mayRelease) throw new Forbidden();
    const typed = typedRelease(fields, model.choices.locales);
    const mail = typed.mail === '' ? null : await this.wordsOf(by, slug, typed.mail);
    const page = { t, name: by.name, model, typed, mail };
    const read = readRelease(typed, slug, t);
    if ('refused' in read) {
      sendPage(reply.code(422), ReleasedPage({ ...page, refused: read.refused }));
      return;
    }
    try {
      await act(read.release);
    } catch (error) {
      const field = error instanceof DomainError ? refusedField(error, t) : null;
      if (field === null) throw error;
      sendPage(reply.code(422), ReleasedPage({ ...page, refused: [field] }));
      return;
    }
    if (!reply.sent) sendPage(reply.code(200), ReleasedPage({ ...page, preview: read.release.on }));
  }

  /** The words of a mail, if it is an answer to this campaign. */
  private async wordsOf(by: Organizer, slug: string, id: string): Promise<string> {
    const answer = isId(id) ? await this.answers.model(by, id, by.locale) : null;
    if (answer?.slug !== slug) throw new AnswerNotFound();
    return answer.text;
  }
}
