import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { parseEmailAddress } from '../../kernel/email-address.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from '../organizers/actor.js';
import { type By, may, require } from '../organizers/role.rules.js';
import { FaultySeatAddress, SeatNotFound } from './body.errors.js';
import { BodyStore } from './body.store.js';

/** Enters the real address of a seat, in place of the one that was shipped. */
@Injectable()
export class EnterSeatAddress {
  constructor(
    private readonly db: DataSource,
    private readonly bodies: BodyStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws Forbidden, FaultySeatAddress, SeatNotFound. */
  async run(by: By, at: { bodyKey: string; seatKey: string }, address: string): Promise<void> {
    require(may(by).editBodies());
    const email = parseEmailAddress(address);
    if (!email) throw new FaultySeatAddress();
    await this.db.transaction(async (tx) => {
      const entered = await this.bodies.enterEmail(tx, at, email.address, this.clock.now());
      if (!entered) throw new SeatNotFound(`${at.bodyKey}/${at.seatKey}`);
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'bodies.seat-address-entered',
        subject: { kind: 'seat', id: `${at.bodyKey}/${at.seatKey}` },
        detail: { address: email.address },
      });
    });
  }
}
