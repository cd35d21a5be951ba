import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SetEmbedOrigins } from '../../domain/campaigns/set-embed-origins.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { DomainError } from '../../kernel/errors.js';
import { ConsoleEmbed, type EmbedWish } from './console-embed.js';
import { EmbedBuilderPage } from './embed-builder.view.js';
import { Permitted } from './permission.js';
import { sendPageWithFrames } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

const originsForm = z.object({ origins: z.string().max(20_000).default('') });

/** What partners need to show a campaign's form in their pages. */
@Controller('console/campaigns/:slug/embed')
export class EmbedBuilderController {
  constructor(
    private readonly embed: ConsoleEmbed,
    private readonly origins: SetEmbedOrigins,
  ) {}

  @Get()
  @Permitted('seeCampaign')
  async show(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Query() wish: EmbedWish,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const model = await this.embed.model(by, slug, wish, t.locale);
    sendPageWithFrames(reply, EmbedBuilderPage({ t, name: by.name, model }));
  }

  /** The whole list as it shall be: one origin a line. What is refused comes back as it was typed. */
  @Post()
  @Permitted('editCampaign')
  async list(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Body({ schema: originsForm }) { origins: typed }: z.infer<typeof originsForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const wanted = typed.split(/\s+/).filter((line) => line !== '');
    try {
      await this.origins.run(by, slug, () => wanted);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const model = await this.embed.model(by, slug, {}, t.locale);
      const message = t.say(`error.code.${error.code}`, error.params);
      const page = EmbedBuilderPage({ t, name: by.name, model, refused: { typed, message } });
      sendPageWithFrames(reply.code(422), page);
      return;
    }
    void reply.redirect(`/console/campaigns/${encodeURIComponent(slug)}/embed`, 303);
  }
}
