import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log } from '../../platform/config/log.js';
import { ForgetFinished } from '../dispatch/forget-finished.js';
import { PurgeIntake } from '../intake/purge-intake.js';
import { AnonymiseConfirmed } from '../signatures/anonymise-confirmed.js';
import { ForgetAddresses } from '../signatures/forget-addresses.js';
import { PurgeReasons } from '../signatures/purge-reasons.js';
import { ForgetSignals } from '../signatures/holds/forget-signals.js';
import { PurgeWithdrawn } from '../signatures/purge-withdrawn.js';
import { PurgeUnconfirmed } from '../signatures/purge-unconfirmed.js';
import type { RetentionCounts } from './retention.rules.js';

/**
 * Takes away what has been kept long enough: forms nobody decided (7 days, with an alarm), signatures never
 * confirmed (7 days), withdrawn ones (30 days), the person of confirmed ones without
 * news (12 months), what recognises an address (30 days after the campaign closed), why people withdrew (90 days), how often domains and
 * countries came (30 days), and of finished mail to people all that could tell two of them apart (7 days).
 */
@Injectable()
export class ApplyRetention {
  constructor(
    private readonly db: DataSource,
    private readonly intake: PurgeIntake,
    private readonly unconfirmed: PurgeUnconfirmed,
    private readonly withdrawn: PurgeWithdrawn,
    private readonly confirmed: AnonymiseConfirmed,
    private readonly addresses: ForgetAddresses,
    private readonly reasons: PurgeReasons,
    private readonly messages: ForgetFinished,
    private readonly signals: ForgetSignals,
    private readonly log: Log,
  ) {}

  /** Batch by batch, each committed by itself, so that a run cut short is gone on with. Twice at once does no harm. */
  async run(): Promise<RetentionCounts> {
    const intake = await this.intake.run();
    if (intake > 0)
      this.log.error({ forms: intake }, 'forms that nobody could decide for 7 days were deleted');
    const unconfirmed = await this.unconfirmed.run();
    const withdrawn = await this.withdrawn.run();
    const confirmed = await this.confirmed.run();
    const addresses = await this.addresses.run();
    const reasons = await this.reasons.run();
    const signals = await this.signals.run();
    const signatures = { unconfirmed, withdrawn, confirmed, addresses };
    const counts = { intake, ...signatures, reasons, signals, messages: 0, reports: 0 };
    for (;;) {
      const { messages, reports } = await this.db.transaction((tx) => this.messages.run(tx));
      if (messages + reports === 0) break;
      counts.messages += messages;
      counts.reports += reports;
    }
    if (Object.values(counts).some((count) => count > 0))
      this.log.info(counts, 'what was kept long enough is gone');
    return counts;
  }

  /** What a run would take now; changes nothing. */
  async count(): Promise<RetentionCounts> {
    return {
      intake: await this.intake.count(),
      unconfirmed: await this.unconfirmed.count(),
      withdrawn: await this.withdrawn.count(),
      confirmed: await this.confirmed.count(),
      addresses: await this.addresses.count(),
      reasons: await this.reasons.count(),
      signals: await this.signals.count(),
      ...(await this.messages.run(this.db.manager, true)),
    };
  }
}
