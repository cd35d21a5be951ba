import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContentId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { compileMail, type MailList } from '../../platform/mail/compile-mail.js';
import type { Mailbox } from '../../platform/mail/mail-identity.js';
import { ContentStore } from './content.store.js';
import { rulesOf, type MessageKind } from './message-kind.rules.js';

/** One language of a letter, sent in the instance's own name, with slots (`slot('confirm_url')`) where recipients differ; `name` is filled from the contact. */
export interface LetterContent {
  readonly kind: MessageKind;
  readonly locale: string;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** For kinds that are lists: the text and html must hold the slot `unsubscribe_url` too. */
  readonly list?: MailList;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Compiles a letter's language once and keeps it by its sha256: the same letter is the same content. */
@Injectable()
export class StoreContent {
  constructor(
    private readonly contents: ContentStore,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; answers the content's id. */
  run(tx: Tx, letter: LetterContent): Promise<ContentId> {
    const { kind, locale, subject, text, html, replyTo, list, headers } = letter;
    const rules = rulesOf(kind);
    const mail = compileMail({
      subject,
      text,
      html,
      locale,
      automatic: rules.automatic,
      ...(replyTo ? { replyTo } : {}),
      ...(rules.list && list ? { list } : {}),
      ...(headers ? { headers } : {}),
    });
    return this.contents.store(tx, kind, locale, mail, this.clock.now());
  }
}
