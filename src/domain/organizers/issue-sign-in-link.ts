import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from './actor.js';
import { newOpaqueToken, opaqueTokenHash } from './opaque-token.js';
import { OrganizerStore } from './organizer.store.js';
import { type By, may, OPERATOR, require } from './role.rules.js';
import { SessionStore } from './session.store.js';

/** Where a sign-in link leads, below the public URL. */
export const SIGN_IN_PATH = '/console/sign-in/';

/** Makes a link that signs one organizer in, once, within 15 minutes. */
@Injectable()
export class IssueSignInLink {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
    private readonly sessions: SessionStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Answers the path `/console/sign-in/<token>`; the token is stored nowhere. Throws OrganizerNotFound. */
  async run(by: By, email: string): Promise<string> {
    if (by === OPERATOR || by.email !== email) require(may(by).inviteOrganizers());
    return this.db.transaction(async (tx) => {
      const organizer = await this.organizers.getByEmail(tx, email);
      const token = newOpaqueToken();
      const now = this.clock.now();
      await this.sessions.sweep(tx, now);
      await this.sessions.addLink(tx, opaqueTokenHash(token), organizer.id, now);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'organizers.sign-in-link-issued',
        subject: { kind: 'organizer', id: organizer.id },
        detail: {},
      });
      return `${SIGN_IN_PATH}${token}`;
    });
  }
}
