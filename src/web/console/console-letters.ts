import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LetterNotFound } from '../../domain/letters/letter.errors.js';
import { LetterStore, type LetterVersion } from '../../domain/letters/letter.store.js';
import { ListLetters } from '../../domain/letters/list-letters.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { may, NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import { isId, type LetterVersionId, type OrganizerId } from '../../kernel/id.js';
import { type Page, type PageRequest, slice } from '../../kernel/page.js';
import { barToLetter } from './approval-bar.js';
import type { LetterModel } from './letter.view.js';
import type { LetterRow } from './letters.view.js';
import { OwnCampaigns } from './own-campaigns.js';

/** Reads letters for the console: those of one's own campaigns, and any other answers as if it did not exist. */
@Injectable()
export class ConsoleLetters {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: OwnCampaigns,
    private readonly letters: LetterStore,
    private readonly organizers: OrganizerStore,
    private readonly list: ListLetters,
  ) {}

  /** A page of all letter versions one may see. */
  async page(by: Organizer, request: PageRequest, locale: string): Promise<Page<LetterRow>> {
    const own = await this.campaigns.of(by);
    const lists = await Promise.all(
      own.map(async (campaign) =>
        (await this.list.run(by, campaign.id)).map((version) => ({
          id: version.id,
          campaign: campaign.titleIn(locale),
          key: version.key,
          number: version.number,
          state: version.state,
          audience: version.audience,
          locales: Object.keys(version.texts),
        })),
      ),
    );
    return slice(lists.flat(), request);
  }

  /** The version, if it is one's to see. Throws NotAMember alike for one that does not exist. */
  async visible(by: Organizer, id: string): Promise<LetterVersion> {
    const version = isId(id) ? await this.find(id as LetterVersionId) : null;
    const role = version && (await this.organizers.roleIn(this.db.manager, by.id, version.campaignId));
    if (!version || may(by, role).seeLetters() !== 'allowed') throw new NotAMember();
    return version;
  }

  /** Everything its page shows. */
  async model(by: Organizer, id: string, locale: string): Promise<LetterModel> {
    const version = await this.visible(by, id);
    const role = await this.organizers.roleIn(this.db.manager, by.id, version.campaignId);
    return {
      id: version.id,
      campaign: (await this.campaigns.one(version.campaignId, locale)).title,
      key: version.key,
      number: version.number,
      state: version.state,
      sha256: version.sha256,
      author: await this.nameOf(version.authorId),
      submittedBy: await this.nameOf(version.submittedBy),
      texts: version.texts,
      bar: barToLetter(by, role, version),
    };
  }

  private async find(id: LetterVersionId): Promise<LetterVersion | null> {
    try {
      return await this.letters.version(this.db.manager, id);
    } catch (error) {
      if (error instanceof LetterNotFound) return null;
      throw error;
    }
  }

  private async nameOf(id: OrganizerId | null): Promise<string | null> {
    return id === null ? null : ((await this.organizers.find(this.db.manager, id))?.name ?? null);
  }
}
