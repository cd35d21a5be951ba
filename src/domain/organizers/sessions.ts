import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { opaqueTokenHash } from './opaque-token.js';
import type { Organizer } from './role.rules.js';
import { SessionStore } from './session.store.js';

/** Who is behind a session's cookie. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: SessionStore,
    private readonly clock: Clock,
  ) {}

  /** The organizer while the session holds (idle 30 min, absolute 12 h), else null; it counts as a use. */
  async find(session: string): Promise<Organizer | null> {
    const hash = opaqueTokenHash(session);
    const now = this.clock.now();
    const organizer = await this.sessions.find(this.db.manager, hash, now);
    if (organizer) await this.sessions.touch(this.db.manager, hash, now);
    return organizer;
  }
}
