import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { type By, may, require } from '../organizers/role.rules.js';
import { SigningPauseStore } from './signing-pause.store.js';
import { SigningNotPaused } from './signing.errors.js';

/** Lets every open campaign take signatures again; a campaign that was paused by itself stays paused. */
@Injectable()
export class ResumeSigning {
  constructor(
    private readonly db: DataSource,
    private readonly pauses: SigningPauseStore,
    private readonly audit: AuditLog,
  ) {}

  /** Throws Forbidden, SigningNotPaused. */
  async run(by: By): Promise<void> {
    require(may(by).pauseSigning());
    await this.db.transaction(async (tx) => {
      if (!(await this.pauses.end(tx))) throw new SigningNotPaused();
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'campaigns.signing-resumed',
        subject: { kind: 'instance', id: 'signing' },
        detail: {},
      });
    });
  }
}
