import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import { encryptField } from '../../platform/crypto/field.js';
import { sha256 } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import type { InboundReport } from '../../platform/mail/inbound/inbound-report.js';
import { readInbound } from '../../platform/mail/inbound/read-inbound.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { EnvelopeSender } from './envelope-sender.js';
import { inboundAad } from './inbound-aad.js';
import { InboundEventStore, type LockedMessage } from './inbound-event.store.js';
import { meaningOfReport, SOFT_BOUNCES } from './inbound.rules.js';
import { isToSeat } from './message-kind.rules.js';
import { OpenContact } from './open-contact.js';
import { Suppress } from './suppress.js';
import type { SuppressionReason } from './suppression.rules.js';

/** A mail that came in: as it was received, and for which addresses. */
export interface InboundMail {
  readonly source: 'smtp' | 'imap';
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** A mailbox that is gone or full may be somebody else's, or empty, one day. */
const DAYS: Partial<Record<SuppressionReason, number>> = { recipient_gone: 365, soft_bounces: 90 };

/**
 * Takes in what others answer to our mail: bounces, complaints, programs' answers and people's. Each report counts
 * once, however often it comes.
 */
@Injectable()
export class TakeInbound {
  constructor(
    private readonly db: DataSource,
    private readonly events: InboundEventStore,
    private readonly sender: EnvelopeSender,
    private readonly identity: MailIdentity,
    private readonly contacts: OpenContact,
    private readonly suppress: Suppress,
    private readonly keys: ScopeKeys,
    private readonly clock: Clock,
  ) {}

  /** Answers what it was taken for; `known`: it came before and nothing was done. */
  async run(mail: InboundMail): Promise<InboundReport['kind'] | 'known'> {
    const report = await readInbound(mail.raw);
    const ids = await this.idsIn(mail, report);
    const messageIds = report.messageIds.map((id) => `<m${id}@${this.identity.messageIdDomain}>`);
    return this.db.transaction(async (tx) => {
      const message = await this.events.lockMessage(tx, ids, messageIds);
      return (await this.take(tx, mail, report, message)) ? report.kind : 'known';
    });
  }

  /** The messages that the addresses and the returned headers name, as far as the marks are ours. */
  private async idsIn({ to }: InboundMail, { returnPaths }: InboundReport): Promise<string[]> {
    const local = to.map((address) => address.slice(0, address.lastIndexOf('@')));
    const ids = await Promise.all([...local, ...returnPaths].map((part) => this.sender.read(part)));
    return [...new Set(ids.filter((id) => id !== null))];
  }

  private async take(
    tx: Tx,
    mail: InboundMail,
    report: InboundReport,
    message: LockedMessage | null,
  ): Promise<boolean> {
    const now = this.clock.now();
    const reported =
      report.recipients.find(({ action }) => action === 'failed') ?? report.recipients[0] ?? null;
    const meaning = message ? meaningOfReport(report.kind, reported, message) : null;
    const kept = meaning?.needsPerson && message ? await this.sealed(tx, message.scope, mail.raw) : null;
    const added = await this.events.add(tx, {
      id: kept?.id ?? newId(),
      reportSha256: sha256(mail.raw),
      source: mail.source,
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
