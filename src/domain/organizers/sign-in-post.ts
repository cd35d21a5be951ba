import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import { contactAad, encryptField } from '../../platform/crypto/field.js';
import { hmacSha256, joinWithZero } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { fallbackLocale, isLocale } from '../../platform/i18n/locale.js';
import { slot } from '../../platform/mail/slots.js';
import { renderMail } from '../../platform/templates/render-mail.js';
import { EnsureStandingBatch } from '../dispatch/ensure-standing-batch.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import { INSTANCE_SCOPE } from '../keys/instance-scope.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import type { Organizer } from './role.rules.js';
import { LINK_MS } from './session.rules.js';
import { SIGN_IN_KIND, signInToken } from './sign-in-links.js';

/** Writes the mail into dispatch's ledger. */
@Injectable()
export class SignInPost {
  constructor(
    private readonly keys: ScopeKeys,
    private readonly batches: EnsureStandingBatch,
    private readonly contents: StoreContent,
    private readonly messages: PostMessages,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; answers the token that the mail will carry. */
  async run(tx: Tx, organizer: Organizer): Promise<string> {
    const scope = INSTANCE_SCOPE;
    const ring = await this.keys.ring(scope, { tx });
    const ref = newId<'sign-in-link'>();
    const locale = isLocale(organizer.locale) ? organizer.locale : fallbackLocale;
    const values = { sign_in_url: slot('sign_in_url'), minutes: LINK_MS / 60_000 };
    const mail = renderMail(SIGN_IN_KIND, locale, values);
    const contact = JSON.stringify({ address: organizer.email, name: organizer.name });
    const batchId = await this.batches.run(tx, { kind: SIGN_IN_KIND, scope });
    await this.messages.run(tx, batchId, [
      {
        kind: SIGN_IN_KIND,
        scope,
        epoch: ring.epoch,
        ref,
        issue: 1,
        contact: encryptField(ring.dataKey(), contactAad(scope, ref), contact),
        recipientKey: hmacSha256(ring.indexKey, joinWithZero('sign-in/v1', ref)),
        locale,
        contentId: await this.contents.run(tx, { kind: SIGN_IN_KIND, locale, ...mail }),
        laneKey: 'urgent',
        expiresAt: new Date(this.clock.now().getTime() + LINK_MS),
      },
    ]);
    return signInToken(ring.tokenKey, ref);
  }
}
