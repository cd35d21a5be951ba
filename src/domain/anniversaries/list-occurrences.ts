import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import type { AnniversaryId, CampaignId, MailingId, OccurrenceId } from '../../kernel/id.js';
import { letterLanguage } from '../../platform/i18n/letter-language.js';
import type { Tx } from '../../platform/database/sql.js';
import { type Anniversary, AnniversaryStore } from './anniversary.store.js';
import { type Keeping, nextKeepings } from './keeping.js';
import type { OccurrenceState } from './occurrence.rules.js';
import { type Occurrence, OccurrenceStore } from './occurrence.store.js';

/** A keeping as people read it, raised already or only foreseen. */
export interface ListedOccurrence {
  /** Null: not raised yet. */
  readonly id: OccurrenceId | null;
  readonly anniversaryId: AnniversaryId;
  readonly campaignId: CampaignId;
  readonly key: string;
  readonly n: number;
  /** The ordinal in words of the language. */
  readonly ordinal: string;
  readonly year: number;
  readonly day: CalendarDate;
  /** The day in words of the language. */
  readonly dayInWords: string;
  readonly at: Date;
  /** The rule's local time, `HH:MM`, and its zone. */
  readonly localTime: string;
  readonly zone: string;
  readonly state: OccurrenceState | 'foreseen';
  /** What keeps its mailings from being planned. */
  readonly waitsFor: string | null;
  readonly mailings: readonly MailingId[];
}

/** Reads what was raised and what comes next. */
@Injectable()
export class ListOccurrences {
  constructor(
    private readonly db: DataSource,
    private readonly anniversaries: AnniversaryStore,
    private readonly occurrences: OccurrenceStore,
    private readonly clock: Clock,
  ) {}

  /** Of each anniversary what is raised and not yet over, and the next `count` keepings, in order of time. */
  async run(
    options: { campaignId?: CampaignId; count?: number; locale?: string } = {},
  ): Promise<ListedOccurrence[]> {
    const tx = this.db.manager;
    const listed: ListedOccurrence[] = [];
    for (const anniversary of await this.anniversaries.list(tx, options.campaignId)) {
      listed.push(...(await this.of(tx, anniversary, options.count ?? 3, options.locale ?? 'en')));
    }
    return listed.sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  private async of(
    tx: Tx,
    anniversary: Anniversary,
    count: number,
    locale: string,
  ): Promise<ListedOccurrence[]> {
    const raised = await this.occurrences.list(tx, anniversary.id);
    const now = this.clock.now();
    const wanted = new Map<number, Keeping>();
    for (const keeping of nextKeepings(anniversary, now, count)) wanted.set(keeping.year, keeping);
    for (const { year, n, day, at, state } of raised) {
      const over = state === 'kept' || state === 'skipped';
      if (!over || at > now) wanted.set(year, { n, year, day, at });
    }
    const listed: ListedOccurrence[] = [];
    for (const keeping of wanted.values()) {
      const known = raised.find(({ year }) => year === keeping.year);
      const mailings = known ? await this.occurrences.mailings(tx, known.id) : [];
      listed.push(
        present(
          anniversary,
          keeping,
          locale,
          known,
          mailings.map(({ mailingId }) => mailingId),
        ),
      );
    }
    return listed;
  }
}

function present(
  anniversary: Anniversary,
  keeping: Keeping,
  locale: string,
  known: Occurrence | undefined,
  mailings: readonly MailingId[],
): ListedOccurrence {
  const language = letterLanguage(locale);
  return {
    id: known?.id ?? null,
    anniversaryId: anniversary.id,
    campaignId: anniversary.campaignId,
    key: anniversary.key,
    ...keeping,
    ordinal: language.ordinal(keeping.n),
    dayInWords: language.date(keeping.day),
    localTime: anniversary.time,
    zone: anniversary.zone,
    state: known?.state ?? 'foreseen',
    waitsFor: known?.waitsFor ?? null,
    mailings,
  };
}
