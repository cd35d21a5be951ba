import pg from 'pg';

/** Says when the public count was last held against the signatures, and what was found; throws where it departed. */
export async function countFinding(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const table = await client.query<{ name: string | null }>(
      `SELECT to_regclass('public.tally_proof')::text AS name`,
    );
    if (!table.rows[0]?.name) throw new Error('it cannot be proved before `vigil migrate` was run');
    const { rows: last } = await client.query<{ day: string; outcome: string }>(
      `SELECT (proved_at AT TIME ZONE 'UTC')::date::text AS day, outcome FROM tally_proof
        ORDER BY number DESC LIMIT 1`,
    );
    const proof = last[0];
    if (!proof) return 'it was not proved yet; the worker does so every night, `vigil tally proof` at once';
    if (proof.outcome === 'departed') {
      throw new Error(
        `on ${proof.day} it departed from the signatures; \`vigil tally rebuild\` repairs it and says what it changed`,
      );
    }
    return proof.outcome === 'repaired'
      ? `on ${proof.day} it was counted anew and repaired`
      : `on ${proof.day} it agreed with the signatures`;
  } finally {
    await client.end();
  }
}
