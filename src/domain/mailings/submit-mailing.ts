import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { MailingId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { ComposeMailing } from './compose-mailing.js';
import { OldStatuses } from './mailing.errors.js';
import { type Mailing, type MailingChange, MailingStore } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';
import { oldStatuses } from './old-statuses.js';
import { sealMailing } from './seal-mailing.js';

/** Composes what each recipient will get, for the day of sending, seals it, and puts it before a second person. */
@Injectable()
export class SubmitMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly contents: MailingContentStore,
    private readonly compose: ComposeMailing,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws OldStatuses unless they were renewed or acknowledged, here or when it was planned. */
  async run(
    by: Organizer,
    id: MailingId,
    options: { acknowledgeOldStatuses?: boolean } = {},
  ): Promise<Mailing> {
    return this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      await this.access.require(tx, by, mailing.campaignId, 'submitMailing');
      const now = this.clock.now();
      const acknowledged = options.acknowledgeOldStatuses
        ? await this.mailings.keep(tx, mailing, { acknowledgedBy: by.id, acknowledgedAt: now })
        : mailing;
      return this.within(tx, by, acknowledged);
    });
  }

  /** The submission itself, in the caller's transaction; null is the service, for an anniversary. */
  async within(tx: Tx, by: Organizer | null, mailing: Mailing): Promise<Mailing> {
    const { figures, seats, editions } = await this.compose.run(tx, mailing);
    const old = oldStatuses(figures);
    if (by && old.length > 0 && mailing.acknowledgedBy === null) throw new OldStatuses(old);
    await this.contents.replaceSeats(tx, mailing.id, seats);
    await this.contents.replaceEditions(tx, mailing.id, editions);
    const seal = sealMailing({ ...mailing, seats, editions });
    const change: MailingChange = {
      figures,
      ...seal,
      submittedBy: by?.id ?? null,
      submittedAt: this.clock.now(),
    };
    const submitted = await this.mailings.move(tx, mailing, 'in_review', change);
    await this.audit.append(tx, {
      actor: by?.id ?? 'service',
      act: 'mailings.submitted',
      subject: { kind: 'mailing', id: mailing.id },
      detail: {
        campaign: mailing.campaignId,
        letter: mailing.letterKey,
        sha256: seal.sha256,
        seats: seats.length,
        languages: editions.map(({ locale }) => locale),
      },
    });
    return submitted;
  }
}
