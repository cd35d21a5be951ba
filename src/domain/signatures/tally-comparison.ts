import { rows, type Tx } from '../../platform/database/sql.js';

/**
 * What is published of a campaign and can be counted: the total, one day, one country, and of those who confirmed but do
 * not count, who took it back and who is set aside.
 */
export type TallyPart = 'confirmed' | 'day' | 'country' | 'withdrawn' | 'aside';

/** One published number, with all changes that wait to be folded, beside what the rows say. */
export interface TallyLine {
  readonly campaignId: string;
  readonly part: TallyPart;
  /** The day or the country ('' where none was given); '' for the rest. */
  readonly of: string;
  readonly published: number;
  readonly counted: number;
}

/** Everybody who ever confirmed, by day and country; each is counted, or took it back, or is set aside. */
export const EVER_CONFIRMED = `
  SELECT campaign_id, confirmed_on AS day, coalesce(country, '') AS country,
         count(*) FILTER (WHERE held = 'no' AND state = 'confirmed')::integer AS confirmed,
         count(*) FILTER (WHERE held = 'no' AND state <> 'confirmed')::integer AS withdrawn,
         count(*) FILTER (WHERE held <> 'no')::integer AS aside
    FROM signature WHERE confirmed_on IS NOT NULL GROUP BY 1, 2, 3`;

/** Rows of one part of one side: `of` is an expression over the source, `n` what is summed. */
const part = (name: TallyPart, of: string, n: string, source: string) => `
  SELECT campaign_id, '${name}' AS part, ${of} AS of, sum(${n})::integer AS n FROM (${source}) AS source GROUP BY 1, 3`;

const withChanges = (columns: string, table: string, changes: string) =>
  `SELECT campaign_id, ${columns} FROM ${table} UNION ALL SELECT campaign_id, ${changes} FROM tally_delta`;

/** Deleted rows are remembered as numbers only; these stand for them on the side of the rows. */
const explained = (name: 'withdrawn' | 'aside') =>
  `SELECT campaign_id, ${name} AS n FROM ever
   UNION ALL ${withChanges(`${name}_gone`, 'tally_explanation', `${name}_gone`)}`;

const COUNTED = [
  part('confirmed', `''`, 'confirmed', 'TABLE ever'),
  part('day', 'day::text', 'confirmed', 'TABLE ever'),
  part('country', 'country', 'confirmed', 'TABLE ever'),
  part('withdrawn', `''`, 'n', explained('withdrawn')),
  part('aside', `''`, 'n', explained('aside')),
].join(' UNION ALL ');

const PUBLISHED = [
  part('confirmed', `''`, 'confirmed', withChanges('confirmed', 'published_tally', 'delta')),
  part('day', 'day::text', 'confirmed', withChanges('day, confirmed', 'published_tally_day', 'day, delta')),
  part(
    'country',
    'country',
    'confirmed',
    withChanges('country, confirmed', 'tally_country', 'country, delta'),
  ),
  part('withdrawn', `''`, 'withdrawn', withChanges('withdrawn', 'tally_explanation', 'withdrawn')),
  part('aside', `''`, 'aside', withChanges('aside', 'tally_explanation', 'aside')),
].join(' UNION ALL ');

/**
 * Compares what is published with the rows: every campaign's total, and of the other parts those that depart. One
 * statement that only reads: it sees one moment, and nobody who signs waits for it.
 */
export function compareTally(tx: Tx): Promise<TallyLine[]> {
  return rows<TallyLine>(
    tx,
    `WITH ever AS MATERIALIZED (${EVER_CONFIRMED}), counted AS (${COUNTED}), published AS (${PUBLISHED})
     SELECT campaign_id AS "campaignId", part, of, coalesce(published.n, 0) AS published,
            coalesce(counted.n, 0) AS counted
       FROM published FULL JOIN counted USING (campaign_id, part, of)
      WHERE part = 'confirmed' OR coalesce(published.n, 0) <> coalesce(counted.n, 0)
      ORDER BY 1, array_position('{confirmed,withdrawn,aside,day,country}', part), 3`,
  );
}

/** The lines whose two numbers are not the same. */
export function departuresIn(lines: readonly TallyLine[]): TallyLine[] {
  return lines.filter(({ published, counted }) => published !== counted);
}
