import { join } from 'node:path';
import pg from 'pg';
import { TALLY_LOCK } from '../../domain/signatures/tally.store.js';
import { DomainError } from '../../kernel/errors.js';
import type { Config } from '../../platform/config/config.js';
import { MailboxStore } from '../../platform/mail/mailbox-store.js';
import { isOfTheDemo, organizers } from './cast.js';
import { DEMO_SLUG } from './demo-file.js';

/** What was removed. */
export interface CleanedDemo {
  readonly campaign: boolean;
  readonly organizers: number;
  readonly mails: number;
}

/** Somebody's own campaign has the demo's slug; it is left alone. */
export class NotTheDemo extends DomainError {
  constructor() {
    super(
      'conflict',
      'not-the-demo',
      `the campaign ${DEMO_SLUG} here was not made by the demo and is left alone`,
    );
  }
}

/** What a campaign leaves behind, in an order that no reference forbids; $1 is its id, the scope of its keys and mail. */
const removals: readonly string[] = [
  `DELETE FROM approval WHERE subject_id IN (SELECT id FROM mailing WHERE campaign_id = $1::uuid)
      OR subject_id IN (SELECT v.id FROM letter_version v JOIN letter l ON l.id = v.letter_id WHERE l.campaign_id = $1::uuid)`,
  'DELETE FROM anniversary WHERE campaign_id = $1::uuid',
  'DELETE FROM mailing WHERE campaign_id = $1::uuid',
  'DELETE FROM letter WHERE campaign_id = $1::uuid',
  'DELETE FROM inbound_event WHERE scope = $1::uuid',
  `WITH gone AS (DELETE FROM message WHERE scope = $1::uuid RETURNING content_id)
   DELETE FROM content c USING gone WHERE c.id = gone.content_id
      AND NOT EXISTS (SELECT 1 FROM message m WHERE m.content_id = c.id AND m.scope <> $1::uuid)`,
  'DELETE FROM batch WHERE scope = $1::uuid',
  `DELETE FROM lane WHERE key = 'supporters:' || $1::uuid::text
      OR key IN (SELECT 'seat:' || s.id::text FROM seat s JOIN campaign_body b ON b.body_id = s.body_id WHERE b.campaign_id = $1::uuid)`,
  'DELETE FROM suppression WHERE scope = $1::uuid',
  'DELETE FROM signature WHERE campaign_id = $1::uuid',
  'DELETE FROM public_name WHERE campaign_id = $1::uuid',
  'DELETE FROM tally_delta WHERE campaign_id = $1::uuid',
  'DELETE FROM tally_country WHERE campaign_id = $1::uuid',
  'DELETE FROM tally_explanation WHERE campaign_id = $1::uuid',
  'DELETE FROM published_tally WHERE campaign_id = $1::uuid',
  'DELETE FROM published_tally_day WHERE campaign_id = $1::uuid',
  'DELETE FROM published_tally_country WHERE campaign_id = $1::uuid',
  'DELETE FROM intake WHERE scope = $1::uuid',
  'DELETE FROM membership WHERE campaign_id = $1::uuid',
  'DELETE FROM scope_key WHERE scope = $1::uuid',
  'DELETE FROM campaign WHERE id = $1::uuid',
  `DELETE FROM body WHERE key LIKE 'demo-%' AND $1::uuid IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM campaign_body b WHERE b.body_id = body.id)
      AND NOT EXISTS (SELECT 1 FROM demand_addressee d WHERE d.body_id = body.id)`,
];

/** Removes the demo's campaign with everything of it, its organizers and its mails; what they did stays in the audit log. */
export async function cleanDemo(databaseUrl: string, config: Config): Promise<CleanedDemo> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const campaign = await removeCampaign(client);
    const emails = Object.values(organizers).map(({ email }) => email);
    const gone = await client.query('DELETE FROM organizer WHERE email = ANY ($1)', [emails]);
    await client.query('COMMIT');
    const mails = config.smtpUrl === undefined ? await removeMails(join(config.dataDir, 'mailbox')) : 0;
    return { campaign, organizers: gone.rowCount ?? 0, mails };
  } finally {
    await client.end();
  }
}

async function removeCampaign(client: pg.Client): Promise<boolean> {
  // Whoever folds the count must not meet half of it.
  await client.query('SELECT pg_advisory_xact_lock($1)', [TALLY_LOCK]);
  const found = await client.query<{ id: string; ours: boolean }>(
    `SELECT c.id, NOT EXISTS (SELECT 1 FROM campaign_body cb JOIN body b ON b.id = cb.body_id
              WHERE cb.campaign_id = c.id AND b.key NOT LIKE 'demo-%') AS ours
       FROM campaign c WHERE c.slug = $1 FOR UPDATE OF c`,
    [DEMO_SLUG],
  );
  const campaign = found.rows[0];
  if (!campaign) return false;
  if (!campaign.ours) throw new NotTheDemo();
  for (const removal of removals) await client.query(removal, [campaign.id]);
  return true;
}

async function removeMails(folder: string): Promise<number> {
  const mailbox = new MailboxStore(folder);
  const mails = (await mailbox.list()).filter(({ to }) => to.every(isOfTheDemo));
  for (const { id } of mails) await mailbox.remove(id);
  return mails.length;
}
