/** What dispatch calls the mail that goes to whoever asked for news. */
const NEWS_KINDS = `ARRAY['update', 'anniversary', 'stay']`;

/**
 * What a wish comes to for a row: one click never narrows a choice that was made; without a contact the address cannot be
 * known in other campaigns.
 */
const reach = `CASE WHEN w.wish = 'one-click' THEN coalesce(nullif(ns.reach, 'none'), 'campaign')
                    WHEN w.wish = 'instance' AND s.contact IS NULL THEN 'campaign'
                    ELSE w.wish END`;

/** Whoever gets no news of a campaign has nothing to stop in it, but may want to stop it in all. */
const changes = `CASE ${reach}
                    WHEN 'none' THEN coalesce(ns.reach, 'none') <> 'none'
                    WHEN 'campaign' THEN s.news OR coalesce(ns.reach, 'none') = 'instance'
                    ELSE s.news OR coalesce(ns.reach, 'none') <> 'instance' END`;

const joined = 'JOIN signature s ON s.unsubscribe_hash = w.hash';

const wishes = `unnest(hashes, wanted) WITH ORDINALITY AS w (hash, wish, n)
         ${joined}
         LEFT JOIN news_stop ns ON ns.signature_id = s.id`;

/**
 * Stopping the news by the hash of a token, in one campaign or in all of the instance, and taking that back. Only what
 * changes is locked, in the order of the ids; the last wish of a row counts; each may be repeated.
 */
export const stopNews = `
  CREATE FUNCTION unsubscribe_signatures(hashes bytea[], at timestamptz, wishes text[] DEFAULT NULL)
  RETURNS TABLE (n bigint, campaign_id uuid, locale text, reach text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  #variable_conflict use_column
  DECLARE
    most CONSTANT integer := 1000;
    wanted text[] := coalesce(wishes, ARRAY(SELECT 'one-click' FROM unnest(hashes)));
    mine uuid[];
    stopped uuid[];
    resumed uuid[];
  BEGIN
    IF cardinality(hashes) > most THEN
      RAISE EXCEPTION 'at most % hashes at once', most USING ERRCODE = 'program_limit_exceeded';
    END IF;
    SELECT array_agg(id) INTO mine FROM (
      SELECT s.id FROM signature s
       WHERE s.id = ANY (ARRAY(
               SELECT s.id FROM ${wishes}
                WHERE ${changes}))
       ORDER BY s.id FOR UPDATE OF s) AS locked;
    IF mine IS NOT NULL THEN
      WITH wish AS (
        SELECT DISTINCT ON (s.id) s.id, s.news, s.contact IS NOT NULL AS keyed, ${reach} AS reach
          FROM ${wishes} WHERE s.id = ANY (mine) ORDER BY s.id, w.n DESC)
      INSERT INTO news_stop AS ns (signature_id, reach, had_news, settled)
      SELECT id, reach, news, CASE WHEN keyed THEN 'none' ELSE reach END FROM wish WHERE reach <> 'none'
          ON CONFLICT (signature_id) DO UPDATE SET reach = EXCLUDED.reach,
             had_news = EXCLUDED.had_news OR (ns.reach <> 'none' AND ns.had_news);
      SELECT array_agg(s.id) FILTER (WHERE ${reach} <> 'none'), array_agg(s.id) FILTER (WHERE ${reach} = 'none')
        INTO stopped, resumed
        FROM ${wishes} WHERE s.id = ANY (mine)
         AND NOT EXISTS (SELECT FROM unnest(hashes) WITH ORDINALITY AS later (hash, n)
                          WHERE later.hash = w.hash AND later.n > w.n);
      UPDATE signature s SET news = false WHERE s.id = ANY (stopped) AND s.news;
      PERFORM withhold_messages(stopped, ${NEWS_KINDS}, at);
      UPDATE news_stop ns SET reach = 'none' WHERE ns.signature_id = ANY (resumed) AND ns.reach <> 'none';
      UPDATE signature s SET news = true FROM news_stop ns
       WHERE ns.signature_id = s.id AND s.id = ANY (resumed) AND ns.reach = 'none' AND ns.had_news
         AND s.state = 'confirmed' AND s.contact IS NOT NULL AND NOT s.disowned AND NOT s.news;
      DELETE FROM news_stop ns WHERE ns.signature_id = ANY (resumed) AND ns.reach = 'none' AND ns.settled = 'none';
      INSERT INTO outbox (job, queue, payload) VALUES ('signatures.settle-news-stops', 'urgent', '{}');
    END IF;
    RETURN QUERY
      SELECT w.n, s.campaign_id, s.locale,
             CASE WHEN w.wish = 'none' THEN coalesce(ns.reach, 'none')
                  ELSE coalesce(nullif(ns.reach, 'none'), 'campaign') END
        FROM ${wishes} WHERE s.state IN ('confirmed', 'withdrawn');
  END $$`;

/** The same, each row looked up by its index alone, whatever the planner thinks of the table's size. */
export const stopNewsByIndex = stopNews
  .replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION')
  .replace('SET enable_seqscan', 'SET enable_bitmapscan = off SET enable_seqscan')
  .replaceAll(
    joined,
    'CROSS JOIN LATERAL (SELECT * FROM signature s WHERE s.unsubscribe_hash = w.hash OFFSET 0) AS s',
  );

/** Whoever asks for a campaign's news again is written to again; what was stopped in all campaigns stays so until it is taken back. */
export const wantsNewsAgain = [
  `CREATE FUNCTION news_is_wanted_again() RETURNS trigger LANGUAGE plpgsql
     SET search_path = pg_catalog, public, pg_temp AS $$
   BEGIN
     UPDATE news_stop SET reach = 'none' WHERE signature_id = NEW.id AND reach = 'campaign';
     IF FOUND THEN
       INSERT INTO outbox (job, queue, payload) VALUES ('signatures.settle-news-stops', 'urgent', '{}');
     END IF;
     RETURN NULL;
   END $$`,
  'REVOKE ALL ON FUNCTION news_is_wanted_again() FROM PUBLIC',
  `CREATE TRIGGER signature_wants_news_again AFTER UPDATE OF news ON signature FOR EACH ROW
     WHEN (NEW.news AND NOT OLD.news) EXECUTE FUNCTION news_is_wanted_again()`,
];
