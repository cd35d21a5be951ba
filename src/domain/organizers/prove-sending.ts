import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { codeHash, isToken, readCode, tokenHash } from '../../platform/crypto/token.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Actor } from '../audit/audit.rules.js';
import { PumpRequests } from '../dispatch/pump-requests.js';
import { type SendingIdentityRow, SendingIdentityStore } from '../dispatch/sending-identity.store.js';
import { type SendingStanding, sendingStanding } from '../dispatch/sending-standing.js';
import { actorOf } from './actor.js';
import { type By, may, require } from './role.rules.js';
import { SendingTestInvalid } from './sending.errors.js';

/** Takes the word of whoever got a test mail that it arrived: what waited may leave. */
@Injectable()
export class ProveSending {
  constructor(
    private readonly db: DataSource,
    private readonly identities: SendingIdentityStore,
    private readonly pumps: PumpRequests,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** By the mail's link, which only whoever got it has. Throws SendingTestInvalid. */
  async byLink(token: string): Promise<SendingStanding> {
    if (!isToken(token)) throw new SendingTestInvalid();
    return this.prove({ tokenHash: tokenHash(token) }, (proved) => proved.testedWith as Actor);
  }

  /** By the typed code. Throws Forbidden, SendingTestInvalid. */
  async byCode(by: By, typed: string): Promise<SendingStanding> {
    require(may(by).proveSending());
    const code = readCode(typed);
    if (code === null) throw new SendingTestInvalid();
    return this.prove({ codeHash: codeHash(code) }, () => actorOf(by));
  }

  private async prove(
    shown: Parameters<SendingIdentityStore['prove']>[1],
    actor: (proved: SendingIdentityRow) => Actor,
  ): Promise<SendingStanding> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const proved = await this.identities.prove(tx, shown, now);
      if (!proved) throw new SendingTestInvalid();
      await this.pumps.ofAll(tx);
      await this.audit.append(tx, {
        actor: actor(proved),
        act: 'dispatch.sending-proved',
        subject: { kind: 'sending-identity', id: proved.fingerprint.toString('hex') },
        detail: {},
      });
      return sendingStanding(tx, proved, now);
    });
  }
}
