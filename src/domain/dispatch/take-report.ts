import { Injectable } from '@nestjs/common';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import { encryptField } from '../../platform/crypto/field.js';
import type { Tx } from '../../platform/database/sql.js';
import type { InboundReport } from '../../platform/mail/inbound/inbound-report.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { inboundAad } from './inbound-aad.js';
import { InboundEventStore, type LockedMessage } from './inbound-event.store.js';
import { meaningOfReport, SOFT_BOUNCES } from './inbound.rules.js';
import { isToSeat } from './message-kind.rules.js';
import { OpenContact } from './open-contact.js';
import { Suppress } from './suppress.js';
import type { SuppressionReason } from './suppression.rules.js';

/** A report, read, by whichever door it came. */
export interface TakenReport {
  /** The door: `smtp`, a relay's name. */
  readonly source: string;
  readonly report: InboundReport;
  /** What makes it the same report however often it comes. */
  readonly sha256: Buffer;
  /** As a person is to read it, should one have to: a mail. */
  readonly raw: Buffer;
}

/** A mailbox that is gone or full may be somebody else's, or empty, one day. */
const DAYS: Partial<Record<SuppressionReason, number>> = { recipient_gone: 365, soft_bounces: 90 };

/** Writes what a report means, once: into its message, its history, the suppressions, and before a person's eyes. */
@Injectable()
export class TakeReport {
  constructor(
    private readonly events: InboundEventStore,
    private readonly contacts: OpenContact,
    private readonly suppress: Suppress,
    private readonly keys: ScopeKeys,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction, which locked the message. False: the same report came before, nothing was done. */
  async run(
    tx: Tx,
    { source, report, sha256, raw }: TakenReport,
    message: LockedMessage | null,
  ): Promise<boolean> {
    const now = this.clock.now();
    const reported =
      report.recipients.find(({ action }) => action === 'failed') ?? report.recipients[0] ?? null;
    const meaning = message ? meaningOfReport(report.kind, reported, message) : null;
    const kept = meaning?.needsPerson && message ? await this.sealed(tx, message.scope, raw) : null;
    const added = await this.events.add(tx, {
      id: kept?.id ?? newId(),
      reportSha256: sha256,
      source,
      kind: report.kind,
      messageId: message?.id ?? null,
      scope: message?.scope ?? null,
      epoch: kept?.epoch ?? null,
      enhancedCode: reported?.status ?? null,
      report: kept?.report ?? null,
      receivedOn: utcDay(now),
      processedAt: kept ? null : now,
    });
    if (!added || !message || !meaning) return added;
    await this.events.apply(tx, message.id, meaning, now);
    const reason = meaning.suppress ?? (await this.tooSoft(tx, message, meaning.isSoft, now));
    if (reason) await this.silence(tx, message, reason, now);
    return true;
  }

  /** Sealed for the campaign's organizers, who are to read it. */
  private async sealed(tx: Tx, scope: string, raw: Buffer) {
    const ring = await this.keys.ring(scope, { tx });
    const id = newId();
    return { id, epoch: ring.epoch, report: encryptField(ring.dataKey(), inboundAad(scope, id), raw) };
  }

  private async tooSoft(
    tx: Tx,
    { ref, kind }: LockedMessage,
    isSoft: boolean,
    now: Date,
  ): Promise<'soft_bounces' | null> {
    if (!isSoft || ref === null || isToSeat(kind)) return null;
    return (await this.events.softBouncesOf(tx, ref, now)) >= SOFT_BOUNCES ? 'soft_bounces' : null;
  }

  private async silence(
    tx: Tx,
    { scope, epoch, ref, contact }: LockedMessage,
    reason: SuppressionReason,
    now: Date,
  ): Promise<void> {
    if (ref === null || contact === null) return;
    const to = await this.contacts.run({ scope, epoch, ref, contact });
    if (!to) return;
    const days = DAYS[reason];
    const expiresOn = days === undefined ? {} : { expiresOn: addDays(utcDay(now), days) };
    await this.suppress.run(tx, { address: to.address, scope: null, reason, ...expiresOn });
  }
}
