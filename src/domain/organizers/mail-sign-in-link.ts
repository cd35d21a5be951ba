import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { opaqueTokenHash } from './opaque-token.js';
import { OrganizerStore } from './organizer.store.js';
import { LINKS_AT_ONCE } from './session.rules.js';
import { SessionStore } from './session.store.js';
import { SignInPost } from './sign-in-post.js';

/** Puts a sign-in link into the mail, for whoever asks with an organizer's address. */
@Injectable()
export class MailSignInLink {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
    private readonly sessions: SessionStore,
    private readonly post: SignInPost,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Says nothing of whether the address is an organizer's: an unknown one, and one that has three unused links
   * already, get nothing.
   */
  async run(email: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const organizer = await this.organizers.findByEmail(tx, email);
      if (!organizer) return;
      const now = this.clock.now();
      await this.sessions.sweep(tx, now);
      if ((await this.sessions.lockUnusedLinks(tx, organizer.id)) >= LINKS_AT_ONCE) return;
      const token = await this.post.run(tx, organizer);
      await this.sessions.addLink(tx, opaqueTokenHash(token), organizer.id, now);
      await this.audit.append(tx, {
        actor: 'service',
        act: 'organizers.sign-in-link-mailed',
        subject: { kind: 'organizer', id: organizer.id },
        detail: {},
      });
    });
  }
}
