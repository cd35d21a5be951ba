/** One function for the triggers on inserts, deletions and changes of signatures. */
const counting = (body: string) => `
  CREATE OR REPLACE FUNCTION signature_counts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
   ${body}
   $$`;

/** The rows that were ever confirmed, each of them one of three; nothing else is looked at. */
const standing = (rows: string, sign: string) => `
  SELECT campaign_id, confirmed_on, coalesce(country, '') AS country,
         CASE WHEN held = 'no' AND state = 'confirmed' THEN ${sign}1 ELSE 0 END AS counted,
         CASE WHEN held = 'no' AND state <> 'confirmed' THEN ${sign}1 ELSE 0 END AS withdrawn,
         CASE WHEN held <> 'no' THEN ${sign}1 ELSE 0 END AS aside
    FROM ${rows} WHERE confirmed_on IS NOT NULL`;

/**
 * Ever confirmed = counted + withdrawn + set aside, by the row's own day of confirming, which it keeps when it is
 * withdrawn and signs again. `withdrawn`: taken back, disowned or erased, and not confirmed anew. `aside`: held, whatever
 * its owner does. A row that is deleted stays in the explanation (`…_gone`): a counted one as withdrawn. Statements that
 * change nothing of this write nothing.
 */
export const countingWithItsExplanation = counting(`
   BEGIN
     IF TG_OP = 'INSERT' THEN
       INSERT INTO tally_delta (campaign_id, day, country, delta, withdrawn, aside)
       SELECT campaign_id, confirmed_on, country, sum(counted), sum(withdrawn), sum(aside)
         FROM (${standing('after_rows', '')}) AS change GROUP BY 1, 2, 3;
     ELSIF TG_OP = 'DELETE' THEN
       INSERT INTO tally_delta (campaign_id, day, country, delta, withdrawn, withdrawn_gone, aside_gone)
       SELECT campaign_id, confirmed_on, country, -sum(counted), sum(counted), sum(counted + withdrawn), sum(aside)
         FROM (${standing('before_rows', '')}) AS change GROUP BY 1, 2, 3;
     ELSE
       INSERT INTO tally_delta (campaign_id, day, country, delta, withdrawn, aside)
       SELECT campaign_id, confirmed_on, country, sum(counted), sum(withdrawn), sum(aside)
         FROM (${standing('after_rows', '')} UNION ALL ${standing('before_rows', '-')}) AS change
        GROUP BY 1, 2, 3 HAVING sum(counted) <> 0 OR sum(withdrawn) <> 0 OR sum(aside) <> 0;
     END IF;
     RETURN NULL;
   END`);

const counts = (rows: string, sign: string) => `
  SELECT campaign_id, confirmed_on, coalesce(country, '') AS country, ${sign}1 AS delta
    FROM ${rows} WHERE state = 'confirmed' AND held = 'no'`;

/** The function as it was when signatures began to be counted, for the way back. */
export const countingBefore = counting(`
   BEGIN
     IF TG_OP = 'INSERT' THEN
       INSERT INTO tally_delta SELECT campaign_id, confirmed_on, country, sum(delta)
         FROM (${counts('after_rows', '')}) change GROUP BY 1, 2, 3;
     ELSIF TG_OP = 'DELETE' THEN
       INSERT INTO tally_delta SELECT campaign_id, confirmed_on, country, sum(delta)
         FROM (${counts('before_rows', '-')}) change GROUP BY 1, 2, 3;
     ELSE
       INSERT INTO tally_delta SELECT campaign_id, confirmed_on, country, sum(delta)
         FROM (${counts('after_rows', '')} UNION ALL ${counts('before_rows', '-')}) change
        GROUP BY 1, 2, 3 HAVING sum(delta) <> 0;
     END IF;
     RETURN NULL;
   END`);
