import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import { codeHash, tokenHash } from '../../platform/crypto/token.js';
import { slot } from '../../platform/mail/slots.js';
import { variablesOf } from '../../platform/mail/sending-identity.js';
import { AuditLog } from '../audit/audit-log.js';
import { BETWEEN_TESTS_MS, isPlaceholder, TEST_MS } from '../dispatch/first-sending.rules.js';
import { ORGANIZERS_LANE } from '../dispatch/lane.store.js';
import { type SendingIdentityRow, SendingIdentityStore } from '../dispatch/sending-identity.store.js';
import { INSTANCE_SCOPE } from '../keys/instance-scope.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { actorOf } from './actor.js';
import { OrganizerStore } from './organizer.store.js';
import { PostToOrganizer } from './post-to-organizer.js';
import { type By, may, OPERATOR, type Organizer, require } from './role.rules.js';
import { SENDING_TEST_KIND, sendingTestProofs } from './sending-test-links.js';
import {
  NoTestNeeded,
  NothingSendsYet,
  PlaceholderAddress,
  SendingNotSet,
  TestJustMailed,
} from './sending.errors.js';

/** Mails an organizer a test, by the way by which everything else is to leave. */
@Injectable()
export class MailSendingTest {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
    private readonly identities: SendingIdentityStore,
    private readonly post: PostToOrganizer,
    private readonly keys: ScopeKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The test before it proves nothing from now on. Throws OrganizerNotFound, Forbidden (only an administrator tests with
   * somebody else's mailbox), NothingSendsYet, NoTestNeeded, SendingNotSet, PlaceholderAddress, TestJustMailed.
   */
  async run(by: By, email: string): Promise<Organizer> {
    return this.db.transaction(async (tx) => {
      const organizer = await this.organizers.getByEmail(tx, email);
      if (by === OPERATOR || by.id !== organizer.id) require(may(by).proveSending());
      const identity = await this.identities.lockInUse(tx);
      const at = this.clock.now();
      requireTestable(identity, at);
      if (isPlaceholder(organizer.email)) throw new PlaceholderAddress(organizer.email);
      const { fingerprint } = identity;
      const ref = newId<'sending-test'>();
      const { tokenKey } = await this.keys.ring(INSTANCE_SCOPE, { tx });
      const { token, code } = sendingTestProofs(tokenKey, ref, fingerprint);
      const expiresAt = new Date(at.getTime() + TEST_MS);
      const hashes = { tokenHash: tokenHash(token), codeHash: codeHash(code) };
      await this.identities.setTest(tx, fingerprint, {
        ref,
        organizerId: organizer.id,
        ...hashes,
        at,
        expiresAt,
      });
      await this.post.run(tx, organizer, {
        kind: SENDING_TEST_KIND,
        template: SENDING_TEST_KIND,
        values: () => ({ arrived_url: slot('arrived_url'), code: slot('code') }),
        ref,
        about: ['sending-test/v1', ref],
        laneKey: ORGANIZERS_LANE,
        expiresAt,
      });
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'dispatch.test-mailed',
        subject: { kind: 'sending-identity', id: fingerprint.toString('hex') },
        detail: { to: organizer.id },
      });
      return organizer;
    });
  }
}

function requireTestable(
  identity: SendingIdentityRow | null,
  now: Date,
): asserts identity is SendingIdentityRow {
  if (!identity) throw new NothingSendsYet();
  if (identity.exemption !== null) throw new NoTestNeeded();
  if (identity.missing.length > 0) throw new SendingNotSet(variablesOf(identity.missing));
  const soonest = (identity.testedAt?.getTime() ?? 0) + BETWEEN_TESTS_MS;
  if (now.getTime() < soonest) throw new TestJustMailed();
}
