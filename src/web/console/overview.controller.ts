import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { ConsoleOverview } from './console-overview.js';
import { ConsoleSending } from './console-sending.js';
import { OverviewPage } from './overview.view.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** What one sees first. */
@Controller('console')
export class OverviewController {
  constructor(
    private readonly overview: ConsoleOverview,
    private readonly sending: ConsoleSending,
  ) {}

  @Get()
  @Permitted('signed-in')
  async show(@SignedIn() by: Organizer, @Res() reply: FastifyReply): Promise<void> {
    const t = languageOf(by);
    const overview = await this.overview.of(by, t);
    sendPage(reply, OverviewPage({ t, name: by.name, overview, sending: await this.sending.standing() }));
  }
}
