import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { newOpaqueToken, opaqueTokenHash } from './opaque-token.js';
import { SignInLinkInvalid } from './organizer.errors.js';
import { OrganizerStore } from './organizer.store.js';
import type { Organizer } from './role.rules.js';
import { SessionStore } from './session.store.js';

/** Turns a sign-in link into a session: by POST only, once. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
    private readonly sessions: SessionStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the fresh session's id for the cookie. The session that the browser had before (`replaces`) ends.
   * Throws SignInLinkInvalid.
   */
  async run(
    token: string,
    replaces: string | null = null,
  ): Promise<{ session: string; organizer: Organizer }> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const id = await this.sessions.useLink(tx, opaqueTokenHash(token), now);
      const organizer = id && (await this.organizers.find(tx, id));
      if (!organizer) throw new SignInLinkInvalid();
      if (replaces !== null) await this.sessions.end(tx, opaqueTokenHash(replaces));
      const session = newOpaqueToken();
      await this.sessions.begin(tx, opaqueTokenHash(session), organizer.id, now);
      await this.audit.append(tx, {
        actor: organizer.id,
        act: 'organizers.signed-in',
        subject: { kind: 'organizer', id: organizer.id },
        detail: {},
      });
      return { session, organizer };
    });
  }
}
