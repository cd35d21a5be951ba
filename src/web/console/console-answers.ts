import { Injectable } from '@nestjs/common';
import { ListAnswers } from '../../domain/mailings/list-answers.js';
import { ReadAnswer } from '../../domain/mailings/read-answer.js';
import { NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import { isId } from '../../kernel/id.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import type { AnswerListRow, AnswerModel } from './answers.view.js';
import { OwnCampaigns } from './own-campaigns.js';

/** Reads what came back from bodies for the console. */
@Injectable()
export class ConsoleAnswers {
  constructor(
    private readonly campaigns: OwnCampaigns,
    private readonly list: ListAnswers,
    private readonly read: ReadAnswer,
  ) {}

  /** A page of them, with the titles of their campaigns in a language. */
  async page(by: Organizer, request: PageRequest, locale: string): Promise<Page<AnswerListRow>> {
    const [answers, own] = [await this.list.run(by, request), await this.campaigns.of(by)];
    const titles = new Map(own.map((campaign) => [campaign.id, campaign.titleIn(locale)]));
    const items = answers.items.map((row) => ({ ...row, campaign: titles.get(row.campaignId) ?? '' }));
    return { ...answers, items };
  }

  /** One, opened. Throws NotAMember for what is no id, AnswerNotFound, NotAMember. */
  async model(by: Organizer, id: string, locale: string): Promise<AnswerModel> {
    if (!isId(id)) throw new NotAMember();
    const opened = await this.read.run(by, id);
    const { title } = await this.campaigns.one(opened.campaignId, locale);
    return { ...opened, campaign: title };
  }
}
