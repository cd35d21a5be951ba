import { Injectable } from '@nestjs/common';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.js';
import { rows, type Tx } from '../../../platform/database/sql.js';
import type { SuspicionPolicy } from './suspicion-policy.js';
import type { Frequencies, KeyCount } from './velocity.rules.js';

interface Days {
  readonly campaignId: string;
  /** The window begins the day after. */
  readonly before: CalendarDate;
  /** The history begins the day after. */
  readonly since: CalendarDate;
}

interface Totals {
  readonly signatures: number;
  readonly before: number;
}

interface History {
  readonly most: number;
  readonly several: number;
}

/** Reads what a campaign got in the last days beside what it got before, from the counters alone. */
@Injectable()
export class FrequencyReader {
  /** For the rules of velocity. Domains of a cluster that was found before do not belong to what is usual. */
  async read(
    tx: Tx,
    campaignId: string,
    today: CalendarDate,
    { windowDays, historyDays, domainCluster }: SuspicionPolicy['velocity'],
  ): Promise<Frequencies> {
    const before = addDays(today, -windowDays);
    const days = { campaignId, before, since: addDays(before, -historyDays) };
    const totals = await this.totals(tx, days);
    const { ownDomains, domains } = await this.domains(tx, days, domainCluster.mailboxesEach);
    const history = await this.history(tx, days, domainCluster.mailboxesEach);
    return {
      ...totals,
      ownDomains,
      domains,
      usualMost: history.most,
      usualShare: totals.before === 0 ? 0 : history.several / totals.before,
      countries: await this.counts(tx, days, 'country', 1),
    };
  }

  private async totals(tx: Tx, { campaignId, before, since }: Days): Promise<Totals> {
    const [found] = await rows<Totals>(
      tx,
      `SELECT coalesce(sum(n) FILTER (WHERE day > $2), 0)::integer AS signatures,
              coalesce(sum(n) FILTER (WHERE day <= $2), 0)::integer AS before
         FROM signal_count WHERE campaign_id = $1 AND kind = 'all' AND day > $3`,
      [campaignId, before, since],
    );
    return found ?? { signatures: 0, before: 0 };
  }

  private async domains(tx: Tx, days: Days, atLeast: number) {
    const [all] = await rows<{ n: number }>(
      tx,
      `SELECT count(DISTINCT key)::integer AS n FROM signal_count
        WHERE campaign_id = $1 AND kind = 'domain' AND day > $2`,
      [days.campaignId, days.before],
    );
    return { ownDomains: all?.n ?? 0, domains: await this.counts(tx, days, 'domain', atLeast) };
  }

  private counts(
    tx: Tx,
    { campaignId, before, since }: Days,
    kind: 'domain' | 'country',
    atLeast: number,
  ): Promise<KeyCount[]> {
    return rows<KeyCount>(
      tx,
      `WITH recent AS MATERIALIZED (
         SELECT key, sum(n)::integer AS n FROM signal_count
          WHERE campaign_id = $1 AND kind = $4 AND day > $2 GROUP BY key HAVING sum(n) >= $5)
       SELECT encode(recent.key, 'hex') AS key, recent.n, coalesce(sum(c.n), 0)::integer AS before
         FROM recent LEFT JOIN signal_count c
           ON c.campaign_id = $1 AND c.kind = $4 AND c.key = recent.key AND c.day > $3 AND c.day <= $2
        GROUP BY recent.key, recent.n ORDER BY 1`,
      [campaignId, before, since, kind, atLeast],
    );
  }

  private async history(tx: Tx, { campaignId, before, since }: Days, atLeast: number): Promise<History> {
    const [found] = await rows<History>(
      tx,
      `SELECT coalesce(max(c.n), 0) AS most, coalesce(sum(c.n) FILTER (WHERE c.n >= $4), 0)::integer AS several
         FROM signal_count c
        WHERE c.campaign_id = $1 AND c.kind = 'domain' AND c.day > $3 AND c.day <= $2
          AND NOT EXISTS (SELECT FROM velocity_mark m WHERE m.campaign_id = $1 AND m.kind = 'domain'
                            AND m.key = c.key AND m.signal = 'domain-cluster')`,
      [campaignId, before, since, atLeast],
    );
    return found ?? { most: 0, several: 0 };
  }
}
