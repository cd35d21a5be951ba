import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { renderDocument } from '../parts/render-document.js';
import { OverviewPage } from './overview.view.js';
import { Permitted } from './permission.js';
import { languageOf, SignedIn } from './signed-in.js';

/** What one sees first. */
@Controller('console')
export class OverviewController {
  @Get()
  @Permitted('signed-in')
  show(@SignedIn() organizer: Organizer, @Res() reply: FastifyReply): void {
    const t = languageOf(organizer);
    const overview = { campaigns: [], waiting: [], keepings: [] };
    void reply
      .type('text/html; charset=utf-8')
      .send(renderDocument(OverviewPage({ t, name: organizer.name, overview })));
  }
}
