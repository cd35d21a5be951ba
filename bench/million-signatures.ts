import type pg from 'pg';

/** Columns that differ from row to row; all others are copied from rows that the service itself wrote. */
const fresh: Readonly<Record<string, string>> = {
  id: 'gen_random_uuid()',
  email_index: randomHash(),
  loose_index: randomHash(),
  ...Object.fromEntries(
    ['confirm', 'code', 'me', 'withdraw', 'unsubscribe', 'not_me'].map((token) => [
      `${token}_hash`,
      randomHash(),
    ]),
  ),
};

const AT_ONCE = 20_000;

/**
 * Multiplies the pending rows of a real campaign until there are so many, each with its own id, indexes and tokens: the
 * ciphertexts keep their real sizes. All but the last `pending` are confirmed by the public function, as people do.
 */
export async function multiplySignatures(client: pg.Client, wanted: number, pending: number): Promise<void> {
  await client.query('CREATE TEMPORARY TABLE sample AS SELECT * FROM signature');
  const { rows: columns } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = 'signature'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  const names = columns.map(({ name }) => name);
  const { rows: counts } = await client.query<{ n: number }>('SELECT count(*)::integer AS n FROM sample');
  const sample = counts[0]?.n ?? 0;
  for (let left = wanted - sample; left > 0; left -= AT_ONCE) {
    await client.query(
      `INSERT INTO signature (${names.join(', ')})
       SELECT ${names.map((name) => fresh[name] ?? name).join(', ')}
         FROM sample, generate_series(1, ${Math.ceil(AT_ONCE / sample)}) LIMIT ${Math.min(AT_ONCE, left)}`,
    );
    await confirmSome(client, Math.min(AT_ONCE, Math.max(0, left - pending)));
  }
}

/** Confirms so many pending rows, here and there in the table, through the public function in groups; answers the seconds that took. */
export async function confirmSome(client: pg.Client, amount: number): Promise<number> {
  const { rows } = await client.query<{ hash: Buffer }>(
    `SELECT confirm_hash AS hash FROM signature WHERE state = 'pending' ORDER BY confirm_hash LIMIT ${amount}`,
  );
  const began = performance.now();
  for (let at = 0; at < rows.length; at += 200) {
    const group = rows.slice(at, at + 200).map(({ hash }) => hash);
    const { rowCount } = await client.query('SELECT FROM confirm_signatures($1::bytea[], now())', [group]);
    if (rowCount !== group.length) throw new Error(`${rowCount} of ${group.length} were confirmed`);
  }
  return (performance.now() - began) / 1_000;
}

function randomHash(): string {
  return 'sha256(uuid_send(gen_random_uuid()))';
}
