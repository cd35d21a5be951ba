import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SendingIdentityStore } from '../../domain/dispatch/sending-identity.store.js';
import { type SendingStanding, sendingStanding } from '../../domain/dispatch/sending-standing.js';
import { Clock } from '../../kernel/clock.js';

/** Reads for the console whether mail leaves, and what waits where it does not. */
@Injectable()
export class ConsoleSending {
  constructor(
    private readonly db: DataSource,
    private readonly identities: SendingIdentityStore,
    private readonly clock: Clock,
  ) {}

  /** The standing of the way in use; null before a worker ever started. */
  async standing(): Promise<SendingStanding | null> {
    const identity = await this.identities.inUse(this.db.manager);
    return identity && (await sendingStanding(this.db.manager, identity, this.clock.now()));
  }
}
