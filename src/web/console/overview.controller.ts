import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { ConsoleOverview } from './console-overview.js';
import { OverviewPage } from './overview.view.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** What one sees first. */
@Controller('console')
export class OverviewController {
  constructor(private readonly overview: ConsoleOverview) {}

  @Get()
  @Permitted('signed-in')
  async show(@SignedIn() by: Organizer, @Res() reply: FastifyReply): Promise<void> {
    const t = languageOf(by);
    sendPage(reply, OverviewPage({ t, name: by.name, overview: await this.overview.of(by, t) }));
  }
}
