import { Injectable } from '@nestjs/common';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.js';
import type { CampaignId } from '../../../kernel/id.js';
import { byteaArray } from '../../../platform/database/bytea-array.js';
import { plainArray } from '../../../platform/database/plain-array.js';
import { changed, rows, type Tx } from '../../../platform/database/sql.js';
import type { AddressIndexes } from '../address-index.js';
import type { SignatureRow } from '../signature.row.js';
import type { Mark } from './velocity.rules.js';

/** What is asked about one form; null for forms that are no signature. */
export type Wanted = {
  readonly campaignId: string;
  readonly indexes: AddressIndexes;
  /** Null where the domain is everybody's. */
  readonly domain: Buffer | null;
  readonly country: string | null;
} | null;

/** A mark whose signatures are still to be gone through. */
export interface FreshMark extends Mark {
  readonly sweeps: number;
}

/** A batch that was being decided while a mark was set is found by the next sweeps. */
const SWEEPS = 3;

const SIGNALS = `
  SELECT wanted.n::integer AS n, m.signal, 0 AS mails
    FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::bytea[]) AS wanted (n, campaign_id, kind, key)
    JOIN velocity_mark m ON m.campaign_id = wanted.campaign_id AND m.kind = wanted.kind AND m.key = wanted.key
   WHERE m.signal <> 'cleared' AND m.since > $8::date
  UNION ALL
  SELECT wanted.n, CASE WHEN other.living THEN 'same-address' END, other.mails
    FROM unnest($5::integer[], $6::bytea[], $7::bytea[]) AS wanted (n, loose_index, email_index)
    JOIN LATERAL (
      SELECT bool_or(s.state IN ('pending', 'confirmed')) AS living,
             sum((SELECT count(*) FROM unnest(s.mailed_on) AS mailed (day) WHERE day > $9::date))::integer AS mails
        FROM signature s
       WHERE s.loose_index = wanted.loose_index AND s.email_index <> wanted.email_index) AS other
      ON other.living IS NOT NULL`;

const COUNT = `
  INSERT INTO signal_count AS c (campaign_id, day, kind, key, n)
  SELECT campaign_id, day, kind, key, n
    FROM unnest($1::uuid[], $2::date[], $3::text[], $4::bytea[], $5::integer[]) AS seen (campaign_id, day, kind, key, n)
   ORDER BY 1, 2, 3, 4
  ON CONFLICT (campaign_id, day, kind, key) DO UPDATE SET n = c.n + EXCLUDED.n`;

const WEEK = 7;

/** What is known already about a form: its signals, and how many mails its address's other spellings got this week. */
export interface SeenBefore {
  readonly signals: readonly string[];
  readonly mailsToSpellings: number;
}

const NO_KEY = Buffer.alloc(0);

/** SQL over the counters of arrivals and over the marks that are made of them. Keys are HMACs or countries' codes. */
@Injectable()
export class VelocityStore {
  /** The signals of marks and of other spellings, by the place of the form. One statement. */
  async signalsOf(
    tx: Tx,
    wanted: readonly Wanted[],
    since: CalendarDate,
    today: CalendarDate,
  ): Promise<Map<number, SeenBefore>> {
    const keys = wanted.flatMap((each, n) => {
      if (!each) return [];
      const { campaignId, domain, country } = each;
      return [
        ...(domain ? [{ n, campaignId, kind: 'domain', key: domain }] : []),
        ...(country ? [{ n, campaignId, kind: 'country', key: Buffer.from(country) }] : []),
      ];
    });
    const addresses = wanted.flatMap((each, n) => (each ? [{ n, ...each.indexes }] : []));
    const seen = new Map<number, SeenBefore>();
    if (addresses.length === 0) return seen;
    const found = await rows<{ n: number; signal: string | null; mails: number }>(tx, SIGNALS, [
      plainArray(keys.map(({ n }) => n)),
      plainArray(keys.map(({ campaignId }) => campaignId)),
      keys.map(({ kind }) => kind),
      byteaArray(keys.map(({ key }) => key)),
      plainArray(addresses.map(({ n }) => n)),
      byteaArray(addresses.map(({ loose }) => loose)),
      byteaArray(addresses.map(({ email }) => email)),
      since,
      addDays(today, -WEEK),
    ]);
    for (const { n, signal, mails } of found) {
      const { signals, mailsToSpellings } = seen.get(n) ?? { signals: [], mailsToSpellings: 0 };
      seen.set(n, {
        signals: signal === null ? signals : [...signals, signal],
        mailsToSpellings: mailsToSpellings + mails,
      });
    }
    return seen;
  }

  /** Counts new signatures; `owned` names the domains (as hex) that may be somebody's own. One statement. */
  async count(tx: Tx, signatures: readonly SignatureRow[], owned: ReadonlySet<string>): Promise<void> {
    const counters = new Map<string, { row: SignatureRow; kind: string; key: Buffer; n: number }>();
    const add = (row: SignatureRow, kind: string, key: Buffer) => {
      const name = [row.campaignId, row.signedOn, kind, key.toString('hex')].join(' ');
      const known = counters.get(name);
      if (known) known.n += 1;
      else counters.set(name, { row, kind, key, n: 1 });
    };
    for (const row of signatures) {
      add(row, 'all', NO_KEY);
      if (row.held !== 'no') add(row, 'held', NO_KEY);
      if (row.country) add(row, 'country', Buffer.from(row.country));
      if (row.domainIndex && owned.has(row.domainIndex.toString('hex'))) add(row, 'domain', row.domainIndex);
    }
    const all = [...counters.values()];
    if (all.length === 0) return;
    await tx.query(COUNT, [
      all.map(({ row }) => row.campaignId),
      all.map(({ row }) => row.signedOn),
      all.map(({ kind }) => kind),
      all.map(({ key }) => key),
      all.map(({ n }) => n),
    ]);
  }

  /** Counts signatures that were held after they had been counted. */
  async countHeld(tx: Tx, campaignId: string, days: readonly CalendarDate[]): Promise<void> {
    const sorted = [...new Set(days)].sort();
    const kinds = sorted.map(() => 'held');
    const numbers = sorted.map((day) => days.filter((each) => each === day).length);
    const campaigns = sorted.map(() => campaignId);
    const keys = sorted.map(() => NO_KEY);
    if (days.length > 0) await tx.query(COUNT, [campaigns, sorted, kinds, keys, numbers]);
  }

  /** Campaigns that got signatures since a day, and how many: what has not changed need not be weighed again. */
  arrivals(tx: Tx, since: CalendarDate): Promise<{ campaignId: CampaignId; n: number; fresh: boolean }[]> {
    return rows(
      tx,
      `SELECT c.campaign_id AS "campaignId", sum(c.n)::integer AS n,
              EXISTS (SELECT FROM velocity_mark m WHERE m.campaign_id = c.campaign_id AND m.sweeps < ${SWEEPS}) AS fresh
         FROM signal_count c WHERE c.kind = 'all' AND c.day >= $1 GROUP BY 1 ORDER BY 1`,
      [since],
    );
  }

  /** Sets marks, or makes them heavier; one that a person has cleared stays cleared. */
  async mark(tx: Tx, campaignId: string, marks: readonly Mark[], today: CalendarDate): Promise<void> {
    if (marks.length === 0) return;
    await tx.query(
      `INSERT INTO velocity_mark AS m (campaign_id, kind, key, signal, since)
       SELECT $1, kind, decode(key, 'hex'), signal, $5
         FROM unnest($2::text[], $3::text[], $4::text[]) AS mark (kind, key, signal) ORDER BY 2, 3
       ON CONFLICT (campaign_id, kind, key) DO UPDATE
          SET since = EXCLUDED.since, signal = EXCLUDED.signal,
              sweeps = CASE WHEN m.signal = EXCLUDED.signal THEN m.sweeps ELSE 0 END
        WHERE m.signal <> 'cleared' AND (m.signal <> 'domain-cluster' OR EXCLUDED.signal = 'domain-cluster')
          AND (m.signal, m.since) <> (EXCLUDED.signal, EXCLUDED.since)`,
      [
        campaignId,
        marks.map(({ kind }) => kind),
        marks.map(({ key }) => key),
        marks.map(({ signal }) => signal),
        today,
      ],
    );
  }

  /** Marks whose signatures are to be gone through now; each is answered in three sweeps. */
  async sweep(tx: Tx, campaignId: string): Promise<FreshMark[]> {
    return rows<FreshMark>(
      tx,
      `UPDATE velocity_mark SET sweeps = sweeps + 1
        WHERE campaign_id = $1 AND sweeps < ${SWEEPS} AND signal <> 'cleared'
       RETURNING kind, encode(key, 'hex') AS key, signal, sweeps`,
      [campaignId],
    );
  }

  /** A person says that these domains are nobody's cluster; nothing marks them again until the mark is forgotten. */
  async clear(tx: Tx, campaignId: string, domains: readonly Buffer[], today: CalendarDate): Promise<void> {
    if (domains.length === 0) return;
    await tx.query(
      `INSERT INTO velocity_mark (campaign_id, kind, key, signal, since, sweeps)
       SELECT $1, 'domain', key, 'cleared', $3, ${SWEEPS} FROM unnest($2::bytea[]) AS domain (key) ORDER BY key
       ON CONFLICT (campaign_id, kind, key) DO UPDATE SET signal = 'cleared', since = EXCLUDED.since`,
      [campaignId, domains, today],
    );
  }

  /** Takes that word back: what the days show decides again. */
  async unclear(tx: Tx, campaignId: string, domains: readonly Buffer[]): Promise<void> {
    await tx.query(
      `DELETE FROM velocity_mark WHERE campaign_id = $1 AND kind = 'domain' AND key = ANY ($2::bytea[])
          AND signal = 'cleared'`,
      [campaignId, domains],
    );
  }

  /** How many counters and marks are older than a day; deletes them unless they are only to be counted. */
  async forgetBefore(tx: Tx, day: CalendarDate, dryRun: boolean): Promise<number> {
    if (!dryRun) {
      const counts = await changed(tx, 'DELETE FROM signal_count WHERE day < $1', [day]);
      return counts + (await changed(tx, 'DELETE FROM velocity_mark WHERE since < $1', [day]));
    }
    const [found] = await rows<{ n: number }>(
      tx,
      `SELECT (SELECT count(*) FROM signal_count WHERE day < $1)::integer
            + (SELECT count(*) FROM velocity_mark WHERE since < $1)::integer AS n`,
      [day],
    );
    return found?.n ?? 0;
  }
}
