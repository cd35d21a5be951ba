import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DispatchTally } from '../../../domain/dispatch/dispatch-tally.js';
import { FirstSending } from '../../../domain/dispatch/first-sending.js';
import { ledgerFigures, type LedgerFigures } from '../../../domain/dispatch/ledger-figures.js';
import { IntakeStore } from '../../../domain/intake/intake.store.js';
import { daysBetween, utcDay } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../kernel/clock.js';
import { Metrics, type Figures, type Sample } from '../../../platform/metrics/metrics.js';
import { KeptReading } from './kept-reading.js';

/** What the worker knows of the ledger and of the intake; only it may read them. */
@Injectable()
export class WorkerFigures implements OnModuleInit {
  private readonly kept = new KeptReading(() => this.read());

  constructor(
    private readonly db: DataSource,
    private readonly metrics: Metrics,
    private readonly tally: DispatchTally,
    private readonly firstSending: FirstSending,
    private readonly intake: IntakeStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.register(() => Promise.resolve([turns(this.tally)]));
    this.metrics.register(() => this.kept.get());
  }

  private async read(): Promise<Figures[]> {
    const now = this.clock.now();
    const ledger = await ledgerFigures(this.db.manager, now);
    const intake = await this.intake.standing(this.db.manager);
    const age = intake.oldest === null ? 0 : daysBetween(intake.oldest, utcDay(now));
    return [
      ...ofLedger(ledger),
      gauge('intake_forms', 'Forms that wait to be decided, or were set aside because they cannot be.', [
        { labels: { state: 'waiting' }, value: intake.waiting },
        { labels: { state: 'aside' }, value: intake.aside },
      ]),
      gauge('intake_oldest_days', 'Days since the oldest form that waits came in; its time is not kept.', [
        { labels: {}, value: age },
      ]),
      gauge('first_sending_held', '1 while nothing may leave before a test mail arrived.', [
        { labels: {}, value: (await this.firstSending.isFree()) ? 0 : 1 },
      ]),
    ];
  }
}

function turns(tally: DispatchTally): Figures {
  return {
    name: 'dispatch_turns_total',
    help: 'What became of the messages this process handed over or held back, by kind of lane.',
    type: 'counter',
    samples: tally.all().map(({ lane, end, count }) => ({ labels: { lane, end }, value: count })),
  };
}

function ofLedger({ messages, oldestDue, lanes, batches, inbound }: LedgerFigures): Figures[] {
  return [
    gauge(
      'dispatch_messages',
      'Messages of the ledger: all that wait, and what ended in the last seven days.',
      messages.map(({ lane, state, outcome, count }) => ({ labels: { lane, state, outcome }, value: count })),
    ),
    gauge(
      'dispatch_oldest_due_seconds',
      'How long the message that is due longest has been due.',
      oldestDue.map(({ lane, seconds }) => ({ labels: { lane }, value: seconds })),
    ),
    gauge(
      'dispatch_lanes',
      'Lanes, and whether they are held.',
      lanes.map(({ lane, held, count }) => ({ labels: { lane, held: held ? 'yes' : 'no' }, value: count })),
    ),
    gauge(
      'dispatch_batches',
      'Mailings in the ledger by state.',
      batches.map(({ state, count }) => ({ labels: { state }, value: count })),
    ),
    gauge(
      'inbound_reports',
      'Bounces, complaints and answers of the last seven days.',
      inbound.map(({ kind, count }) => ({ labels: { kind }, value: count })),
    ),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Figures {
  return { name, help, type: 'gauge', samples };
}
