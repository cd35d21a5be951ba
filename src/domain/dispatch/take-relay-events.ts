import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { joinWithZero, sha256 } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { keptMail } from '../../platform/mail/hooks/kept-mail.js';
import type { HookContent, RelayEvent } from '../../platform/mail/hooks/relay-event.js';
import type { RelayName } from '../../platform/mail/hooks/relay-name.js';
import type { InboundReport } from '../../platform/mail/inbound/inbound-report.js';
import { HookTokenUsed } from './dispatch.errors.js';
import { FindReported, type MarksOfReport } from './find-reported.js';
import { HookTokenStore } from './hook-token.store.js';
import { TakeReport } from './take-report.js';

/** An event that tells of a delivery, and of which. */
interface MarkedEvent extends RelayEvent {
  readonly report: InboundReport;
  readonly marks: MarksOfReport;
}

/** What became of an event: `unnamed` names no message of ours, `needless` changes nothing that we do not know. */
export type EventFate = 'taken' | 'known' | 'unnamed' | 'needless';

/** How many events of a request met each fate. */
export type EventFates = Readonly<Record<EventFate, number>>;

/**
 * Takes what a relay says of our messages by its web hook, by the same rules as mail that comes in: each event once,
 * however often it comes. Resolves only when all of it is in the database.
 */
@Injectable()
export class TakeRelayEvents {
  constructor(
    private readonly db: DataSource,
    private readonly reported: FindReported,
    private readonly reports: TakeReport,
    private readonly tokens: HookTokenStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Throws HookTokenUsed for a signature that was used before; anything else means: not all of it, come again. */
  async run(relay: RelayName, { events, token }: HookContent): Promise<EventFates> {
    const told = await Promise.all(events.map((event) => this.marked(event)));
    const news = await this.newsAmong(told.filter((event) => event !== null));
    const fates = { taken: 0, known: 0, unnamed: 0, needless: events.length - news.length };
    if (token) {
      for (const fate of await this.once(relay, news, token)) fates[fate] += 1;
    } else {
      for await (const fate of this.each(relay, news)) fates[fate] += 1;
    }
    return fates;
  }

  private async marked({ report, ...event }: RelayEvent): Promise<MarkedEvent | null> {
    return report && { ...event, report, marks: await this.reported.marks(report) };
  }

  /** That a mail arrived is the rule; it is news only of one of which nobody knew it. */
  private async newsAmong(told: readonly MarkedEvent[]): Promise<MarkedEvent[]> {
    const arrived = told.filter(({ report }) => report.kind === 'delivered').map(({ marks }) => marks);
    const doubted = await this.reported.inDoubt(this.db.manager, arrived);
    return told.filter(({ report, marks }) => report.kind !== 'delivered' || doubted(marks));
  }

  /** All of it or nothing, and never again under this token. */
  private once(
    relay: RelayName,
    events: readonly MarkedEvent[],
    { value, until }: NonNullable<HookContent['token']>,
  ): Promise<EventFate[]> {
    return this.db.transaction(async (tx) => {
      const token = sha256(joinWithZero(relay, value));
      if (!(await this.tokens.use(tx, token, until, this.clock.now()))) throw new HookTokenUsed();
      const fates: EventFate[] = [];
      for (const event of events) fates.push(await this.take(tx, relay, event));
      return fates;
    });
  }

  /** Each by itself, so that one that cannot be written does not hold up the others; two in a row mean that none can. */
  private async *each(relay: RelayName, events: readonly MarkedEvent[]): AsyncGenerator<EventFate> {
    let failure: unknown;
    let inRow = 0;
    for (const event of events) {
      try {
        yield await this.db.transaction((tx) => this.take(tx, relay, event));
        inRow = 0;
      } catch (error) {
        this.log.error({ relay, ...faultOf(error) }, 'an event of a relay could not be taken');
        failure ??= error;
        inRow += 1;
        if (inRow > 1) break;
      }
    }
    if (failure !== undefined) throw failure as Error;
  }

  private async take(tx: Tx, relay: RelayName, event: MarkedEvent): Promise<EventFate> {
    const { report, marks } = event;
    const message = await this.reported.lock(tx, marks);
    if (!message) return 'unnamed';
    const identity = sha256(joinWithZero(relay, event.id));
    const raw = keptMail(relay, event);
    const taken = await this.reports.run(tx, { source: relay, report, sha256: identity, raw }, message);
    return taken ? 'taken' : 'known';
  }
}
