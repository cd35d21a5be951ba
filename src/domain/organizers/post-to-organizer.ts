import { Injectable } from '@nestjs/common';
import { contactAad, encryptField } from '../../platform/crypto/field.js';
import { hmacSha256, joinWithZero } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { fallbackLocale, isLocale, type Locale } from '../../platform/i18n/locale.js';
import type { TemplateValues } from '../../platform/templates/render-letter.js';
import { renderMail } from '../../platform/templates/render-mail.js';
import { EnsureStandingBatch } from '../dispatch/ensure-standing-batch.js';
import type { MessageKind } from '../dispatch/message-kind.rules.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import { INSTANCE_SCOPE } from '../keys/instance-scope.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import type { Organizer } from './role.rules.js';

/** One mail of the service to an organizer. */
export interface OrganizerMail {
  readonly kind: MessageKind;
  /** The template in `templates/mail`. */
  readonly template: string;
  /** In the organizer's language. */
  readonly values: (locale: Locale) => TemplateValues;
  /** The row that the mail is about; tokens in it are made of it. */
  readonly ref: string;
  /** What tells mails of this kind to one organizer apart: the same twice is one mail. */
  readonly about: readonly string[];
  readonly laneKey: string;
  readonly expiresAt?: Date;
}

/** Writes a mail to an organizer into dispatch's ledger. */
@Injectable()
export class PostToOrganizer {
  constructor(
    private readonly keys: ScopeKeys,
    private readonly batches: EnsureStandingBatch,
    private readonly contents: StoreContent,
    private readonly messages: PostMessages,
  ) {}

  /** Joins the caller's transaction. */
  async run(tx: Tx, to: Organizer, mail: OrganizerMail): Promise<void> {
    const { kind, template, values, ref, about, laneKey, expiresAt } = mail;
    const scope = INSTANCE_SCOPE;
    const ring = await this.keys.ring(scope, { tx });
    const locale = isLocale(to.locale) ? to.locale : fallbackLocale;
    const rendered = renderMail(template, locale, values(locale));
    const contact = JSON.stringify({ address: to.email, name: to.name });
    await this.messages.run(tx, await this.batches.run(tx, { kind, scope }), [
      {
        kind,
        scope,
        epoch: ring.epoch,
        ref,
        issue: 1,
        contact: encryptField(ring.dataKey(), contactAad(scope, ref), contact),
        recipientKey: hmacSha256(ring.indexKey, joinWithZero(...about)),
        locale,
        contentId: await this.contents.run(tx, { kind, locale, ...rendered }),
        laneKey,
        ...(expiresAt ? { expiresAt } : {}),
      },
    ]);
  }
}
