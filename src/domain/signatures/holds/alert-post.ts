import { Injectable } from '@nestjs/common';
import type { CampaignId } from '../../../kernel/id.js';
import { Config } from '../../../platform/config/config.js';
import type { Tx } from '../../../platform/database/sql.js';
import { Texts } from '../../../platform/i18n/texts.js';
import { OrganizerStore } from '../../organizers/organizer.store.js';
import { PostNotice } from '../../organizers/post-notice.js';
import { CampaignWordsReader } from '../campaign-words.js';
import { alertSentence } from './alert-sentence.js';
import type { Alarm } from './alert.rules.js';
import type { AlertId } from './alert.store.js';

/** Mails an alert to a campaign's owners, organizers and moderators, each in their language. */
@Injectable()
export class AlertPost {
  constructor(
    private readonly organizers: OrganizerStore,
    private readonly campaigns: CampaignWordsReader,
    private readonly notices: PostNotice,
    private readonly config: Config,
  ) {}

  /** Joins the caller's transaction. */
  async run(tx: Tx, id: AlertId, campaignId: CampaignId, alarm: Alarm): Promise<void> {
    const to = await this.organizers.membersOf(tx, campaignId, ['owner', 'organizer', 'moderator']);
    const words = await this.campaigns.read(tx, [campaignId]);
    await this.notices.run(tx, to, {
      template: 'alert',
      about: id,
      values: (locale) => ({
        title: words.of(campaignId, locale)?.title ?? '',
        sentence: alertSentence(Texts.in(locale), alarm),
        console_url: `${this.config.publicUrl}/console`,
      }),
    });
  }
}
