import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import type { Locale } from '../../platform/i18n/locale.js';
import type { TemplateValues } from '../../platform/templates/render-letter.js';
import { URGENT_LANE } from '../dispatch/lane.store.js';
import { PostToOrganizer } from './post-to-organizer.js';
import type { Organizer } from './role.rules.js';

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
  constructor(private readonly post: PostToOrganizer) {}

  /** Joins the caller's transaction. */
  async run(tx: Tx, to: readonly Organizer[], { template, values, about }: Notice): Promise<void> {
    for (const organizer of to) {
      await this.post.run(tx, organizer, {
        kind: 'notice',
        template,
        values,
        ref: organizer.id,
        about: ['notice/v1', about, organizer.id],
        laneKey: URGENT_LANE,
      });
    }
  }
}
