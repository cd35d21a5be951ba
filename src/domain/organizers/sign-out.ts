import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { opaqueTokenHash } from './opaque-token.js';
import { SessionStore } from './session.store.js';

/** Ends a session; an unknown one is ended already. */
@Injectable()
export class SignOut {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: SessionStore,
  ) {}

  async run(session: string): Promise<void> {
    await this.sessions.end(this.db.manager, opaqueTokenHash(session));
  }
}
