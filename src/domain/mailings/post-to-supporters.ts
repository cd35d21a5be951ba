import { Injectable } from '@nestjs/common';
import type { BatchId } from '../../kernel/id.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/sql.js';
import type { MessageKind } from '../dispatch/message-kind.rules.js';
import type { PostedChunk } from '../dispatch/message.store.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import { SupporterAudience } from '../signatures/supporter-audience.js';
import { CampaignReader } from './campaign-reader.js';
import { inLanguage } from './campaign-facts.js';
import { type Mailing } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';

/** How many supporters one transaction posts. */
const CHUNK = 5_000;

/** Posts a mailing to the supporters its rule names, a chunk at a time, without an address leaving the database. */
@Injectable()
export class PostToSupporters {
  constructor(
    private readonly contents: MailingContentStore,
    private readonly audience: SupporterAudience,
    private readonly campaigns: CampaignReader,
    private readonly storeContent: StoreContent,
    private readonly messages: PostMessages,
    private readonly config: Config,
  ) {}

  /** How many the rule names now. */
  async candidates(tx: Tx, mailing: Mailing): Promise<number> {
    return this.audience.count(tx, filterOf(mailing));
  }

  /** Posts the next chunk in the caller's transaction; `lastRef` null: all are posted. */
  async run(tx: Tx, mailing: Mailing, batchId: BatchId): Promise<PostedChunk> {
    const kind: MessageKind = mailing.keepingN === null ? 'update' : 'anniversary';
    const { defaultLocale, slug, titles } = await this.campaigns.facts(tx, mailing.campaignId);
    const contents: Record<string, string> = {};
    for (const { locale, subject, text, html } of await this.contents.editions(tx, mailing.id)) {
      const name = inLanguage(titles, locale, defaultLocale) ?? slug;
      contents[locale] = await this.storeContent.run(tx, {
        kind,
        locale,
        subject,
        text,
        html,
        list: { name, id: `updates.${slug}.${new URL(this.config.publicUrl).hostname}` },
      });
    }
    const filter = filterOf(mailing);
    const chunk = this.audience.chunk(filter, mailing.lastRef, CHUNK);
    const posted = await this.messages.fromQuery(tx, batchId, {
      kind,
      scope: mailing.campaignId,
      ...chunk,
      contents,
      defaultLocale:
        contents[defaultLocale] === undefined ? (Object.keys(contents)[0] ?? defaultLocale) : defaultLocale,
      laneKey: `supporters:${mailing.campaignId}`,
    });
    if (posted.lastRef !== null) {
      await this.audience.keepLinks(tx, filter, mailing.lastRef, posted.lastRef);
    }
    return posted;
  }
}

function filterOf({ campaignId, rule }: Mailing): {
  campaignId: string;
  confirmedUntil: NonNullable<typeof rule>['confirmedUntil'];
} {
  if (rule === null) throw new Error('a supporters mailing without its rule, which a check forbids');
  return { campaignId, confirmedUntil: rule.confirmedUntil };
}
