import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** What is told of a campaign's signatures, put straight into the projections. */
export interface PublishedSignatures {
  /** By day, `YYYY-MM-DD`. */
  readonly days: Readonly<Record<string, number>>;
  readonly countries?: Readonly<Record<string, number>>;
  /** As shown, with the day. */
  readonly names?: readonly (readonly [shown: string, day: string])[];
}

/** Publishes counts and names in place of those before. */
export async function publishSignatures(
  source: DataSource,
  campaignId: string,
  { days, countries = {}, names = [] }: PublishedSignatures,
): Promise<void> {
  for (const table of ['published_tally', 'published_tally_day', 'tally_country', 'public_name']) {
    await source.query(`DELETE FROM ${table} WHERE campaign_id = $1`, [campaignId]);
  }
  const confirmed = Object.values(days).reduce((sum, count) => sum + count, 0);
  await source.query('INSERT INTO published_tally VALUES ($1, $2, $3)', [
    campaignId,
    confirmed,
    '2026-11-24T12:00:00Z',
  ]);
  for (const [day, count] of Object.entries(days)) {
    await source.query('INSERT INTO published_tally_day VALUES ($1, $2, $3)', [campaignId, day, count]);
  }
  for (const [country, count] of Object.entries(countries)) {
    await source.query('INSERT INTO tally_country VALUES ($1, $2, $3)', [campaignId, country, count]);
  }
  for (const [shown, day] of names) {
    const signature = randomUUID();
    await source.query(
      `INSERT INTO signature (id, campaign_id, place, epoch, text_version, locale, state, signed_on, confirmed_on)
       VALUES ($1, $2, 1, 1, 'x', 'en', 'confirmed', $3, $3)`,
      [signature, campaignId, day],
    );
    await source.query(
      'INSERT INTO public_name (id, campaign_id, signature_id, shown, day) VALUES ($1, $2, $3, $4, $5)',
      [randomUUID(), campaignId, signature, shown, day],
    );
  }
}
