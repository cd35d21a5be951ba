import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../platform/config/log.js';
import { SendingIdentity } from '../../platform/mail/sending-identity.js';
import { mayLeave, sendingState } from './first-sending.rules.js';
import { ORGANIZERS_LANE } from './lane.store.js';
import { SendingIdentityStore } from './sending-identity.store.js';

/**
 * Keeps mail to real addresses waiting in the ledger until DKIM, sender and bounce domain are set and a test mail to an
 * organizer was found to have arrived; what organizers need to sign in and to test leaves all the same.
 */
@Injectable()
export class FirstSending implements OnApplicationBootstrap {
  private free = false;

  constructor(
    private readonly db: DataSource,
    private readonly identities: SendingIdentityStore,
    private readonly identity: SendingIdentity,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Says by which way this worker sends. */
  async onApplicationBootstrap(): Promise<void> {
    await this.identities.use(this.db.manager, this.identity, this.clock.now());
    if (!(await this.isFree())) {
      const { missing } = this.identity;
      this.log.warn({ missing }, 'mail waits: nothing leaves for real addresses before a test mail arrived');
    }
  }

  /** Whether a lane may be pumped by this process. */
  async mayPump(laneKey: string): Promise<boolean> {
    return laneKey === ORGANIZERS_LANE || (await this.isFree());
  }

  /** Whether everything may leave. Once proved a way of sending stays so, so the database is asked no more. */
  async isFree(): Promise<boolean> {
    if (this.free) return true;
    const { exemption, missing, fingerprint } = this.identity;
    const known = exemption === null ? await this.identities.find(this.db.manager, fingerprint) : null;
    const facts = { testExpiresAt: null, provedAt: null, ...known, exemption, missing };
    this.free = mayLeave(sendingState(facts, this.clock.now()));
    return this.free;
  }
}
