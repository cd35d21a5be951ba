import { Injectable } from '@nestjs/common';
import type { ContentId } from '../../kernel/id.js';
import { Config } from '../../platform/config/config.js';
import { hmacSha256, joinWithZero } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { slot } from '../../platform/mail/slots.js';
import { renderMail } from '../../platform/templates/render-mail.js';
import { EnsureStandingBatch } from '../dispatch/ensure-standing-batch.js';
import type { MessageRow } from '../dispatch/message-row.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { CampaignWords, WordsOfCampaigns } from './campaign-words.js';
import { CONFIRM_HOURS, ME_DAYS } from './signature.rules.js';
import type { WantedMail } from './desk.js';

/** Puts the mails that decisions asked for into dispatch's ledger, by the batch. */
@Injectable()
export class PostSupporterMails {
  constructor(
    private readonly batches: EnsureStandingBatch,
    private readonly contents: StoreContent,
    private readonly messages: PostMessages,
    private readonly config: Config,
  ) {}

  /** Joins the caller's transaction: the mails exist exactly when the decisions do. */
  async run(
    tx: Tx,
    mails: readonly WantedMail[],
    rings: ReadonlyMap<string, KeyRing>,
    words: WordsOfCampaigns,
  ): Promise<void> {
    const contents = new Map<string, ContentId>();
    const batches = new Map<string, MessageRow[]>();
    for (const mail of mails) {
      const { kind, template = kind, row, locale: wanted } = mail;
      const ring = rings.get(row.campaignId);
      const said = words.of(row.campaignId, wanted);
      if (!ring || !said) continue;
      const name = `${template} ${row.campaignId} ${said.locale}`;
      let contentId = contents.get(name);
      if (!contentId) {
        contentId = await this.content(tx, kind, template, said);
        contents.set(name, contentId);
      }
      const batch = `${kind} ${row.campaignId}`;
      const messages = batches.get(batch) ?? [];
      messages.push(messageOf(mail, ring, said.locale, contentId));
      batches.set(batch, messages);
    }
    for (const messages of batches.values()) {
      const [first] = messages;
      if (!first) continue;
      const batchId = await this.batches.run(tx, { kind: first.kind, scope: first.scope });
      await this.messages.run(tx, batchId, messages);
    }
  }

  private content(
    tx: Tx,
    kind: WantedMail['kind'],
    template: string,
    words: CampaignWords,
  ): Promise<ContentId> {
    const { locale, slug, title, attribution, neutral } = words;
    const campaign = { title, attribution, url: `${this.config.publicUrl}/${locale}/c/${slug}` };
    const slots = Object.fromEntries(
      ['confirm_url', 'code', 'me_url', 'not_me_url'].map((name) => [name, slot(name)]),
    );
    const mail = renderMail(template, locale, {
      campaign,
      neutral,
      hours: CONFIRM_HOURS,
      days: ME_DAYS,
      ...slots,
    });
    return this.contents.run(tx, { kind, locale, ...mail });
  }
}

function messageOf(mail: WantedMail, ring: KeyRing, locale: string, contentId: ContentId): MessageRow {
  const { kind, row, contact, epoch } = mail;
  const recipient = joinWithZero('message/v1', kind, row.id, String(row.mails));
  return {
    kind,
    scope: row.campaignId,
    epoch,
    ref: row.id,
    issue: row.issue,
    contact,
    recipientKey: hmacSha256(ring.indexKey, recipient),
    locale,
    contentId,
    laneKey: 'urgent',
  };
}
