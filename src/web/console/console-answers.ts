import { Injectable } from '@nestjs/common';
import { ListAnswers } from '../../domain/mailings/list-answers.js';
import { type OpenedAnswer, ReadAnswer } from '../../domain/mailings/read-answer.js';
import { NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import { isId } from '../../kernel/id.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import type { AnswerListRow, AnswerModel } from './answers.view.js';
import { ConsoleReleased } from './console-released.js';
import { OwnCampaigns } from './own-campaigns.js';
import { typedRelease } from './release.form.js';

/** Reads what came back from bodies for the console. */
@Injectable()
export class ConsoleAnswers {
  constructor(
    private readonly campaigns: OwnCampaigns,
    private readonly list: ListAnswers,
    private readonly read: ReadAnswer,
    private readonly released: ConsoleReleased,
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
    const { title, slug } = await this.campaigns.one(opened.campaignId, locale);
    const told = await this.released.told(id);
    return { ...opened, campaign: title, slug, told, release: await this.releaseOf(by, opened, locale) };
  }

  /** The form begins with the day the mail came and the body it came from. */
  private async releaseOf(
    by: Organizer,
    { id, kind, campaignId, receivedOn, body }: OpenedAnswer,
    locale: string,
  ): Promise<AnswerModel['release']> {
    const choices = kind === 'reply' ? await this.released.choices(by, campaignId, locale) : null;
    if (choices === null) return null;
    const begun = { mail: id, on: receivedOn, body: body ?? '' };
    return { choices, typed: typedRelease(begun, choices.locales) };
  }
}
