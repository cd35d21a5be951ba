import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { type By, may, require } from '../organizers/role.rules.js';
import { type SigningPause, SigningPauseStore } from './signing-pause.store.js';
import { SigningPausedAlready } from './signing.errors.js';

/**
 * Takes no more signatures in any campaign of the instance until signing is resumed. Every web process knows within the
 * counting interval; the reason is for organizers alone.
 */
@Injectable()
export class PauseSigning {
  constructor(
    private readonly db: DataSource,
    private readonly pauses: SigningPauseStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws Forbidden, SigningPausedAlready. */
  async run(by: By, reason: string): Promise<SigningPause> {
    require(may(by).pauseSigning());
    const pause = { since: this.clock.now(), reason, pausedBy: actorOf(by) };
    return this.db.transaction(async (tx) => {
      if (!(await this.pauses.begin(tx, pause))) throw new SigningPausedAlready();
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'campaigns.signing-paused',
        subject: { kind: 'instance', id: 'signing' },
        detail: { reason },
      });
      return pause;
    });
  }
}
