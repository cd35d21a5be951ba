import { Injectable } from '@nestjs/common';
import { contactAad, encryptField } from '../../platform/crypto/field.js';
import { hmacSha256, joinWithZero } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { fallbackLocale, isLocale, type Locale } from '../../platform/i18n/locale.js';
import type { TemplateValues } from '../../platform/templates/render-letter.js';
import { renderMail } from '../../platform/templates/render-mail.js';
import { EnsureStandingBatch } from '../dispatch/ensure-standing-batch.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import { INSTANCE_SCOPE } from '../keys/instance-scope.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import type { Organizer } from './role.rules.js';

const KIND = 'notice';

/** What an organizer is told by mail. */
export interface Notice {
  /** The template in `templates/mail`. */
  readonly template: string;
  /** In the organizer's language. */
  readonly values: (locale: Locale) => TemplateValues;
  /** What it is about: one mail about it to each organizer, however often it is asked for. */
  readonly about: string;
}

/** Mails organizers something they should know; it asks for nothing and carries no link that signs in. */
@Injectable()
export class PostNotice {
  constructor(
    private readonly keys: ScopeKeys,
    private readonly batches: EnsureStandingBatch,
    private readonly contents: StoreContent,
    private readonly messages: PostMessages,
  ) {}

  /** Joins the caller's transaction. */
  async run(tx: Tx, to: readonly Organizer[], { template, values, about }: Notice): Promise<void> {
    const scope = INSTANCE_SCOPE;
    const ring = await this.keys.ring(scope, { tx });
    const batchId = await this.batches.run(tx, { kind: KIND, scope });
    for (const { id: ref, email: address, name, locale: wanted } of to) {
      const locale = isLocale(wanted) ? wanted : fallbackLocale;
      const mail = renderMail(template, locale, values(locale));
      await this.messages.run(tx, batchId, [
        {
          kind: KIND,
          scope,
          epoch: ring.epoch,
          ref,
          issue: 1,
          contact: encryptField(ring.dataKey(), contactAad(scope, ref), JSON.stringify({ address, name })),
          recipientKey: hmacSha256(ring.indexKey, joinWithZero('notice/v1', about, ref)),
          locale,
          contentId: await this.contents.run(tx, { kind: KIND, locale, ...mail }),
          laneKey: 'urgent',
        },
      ]);
    }
  }
}
