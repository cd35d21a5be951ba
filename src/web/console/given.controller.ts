import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import { ListGivenAnswers } from '../../domain/signatures/list-given-answers.js';
import { pageRequest } from '../../kernel/page.js';
import { GivenAnswersPage } from './given.view.js';
import { OwnCampaigns } from './own-campaigns.js';
import { Permitted } from './permission.js';
import { sendPage } from './send-page.js';
import { languageOf, SignedIn } from './signed-in.js';

/** How many signatures are opened for one page. */
const PER_PAGE = 100;

/** What supporters wrote for the organizers of their campaign. */
@Controller('console/campaigns/:slug/signatures')
export class GivenController {
  constructor(
    private readonly campaigns: OwnCampaigns,
    private readonly given: ListGivenAnswers,
  ) {}

  @Get()
  @Permitted('moderateSignatures')
  async list(
    @SignedIn() by: Organizer,
    @Param('slug') slug: string,
    @Query('page') wanted: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const t = languageOf(by);
    const campaign = (await this.campaigns.of(by)).find((own) => own.slug === slug);
    if (!campaign) throw new NotAMember();
    const page = await this.given.run(by, campaign.id, pageRequest(Number(wanted), PER_PAGE));
    sendPage(reply, GivenAnswersPage({ t, name: by.name, slug, title: campaign.titleIn(t.locale), page }));
  }
}
