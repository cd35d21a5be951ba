import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { byteaArray } from '../../../src/platform/database/bytea-array.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
});

afterAll(() => database.close());

it('arrives in the database byte for byte: empty values, nothing, and no value at all', async () => {
  const value = fc.option(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    { nil: null },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 40 }), async (values) => {
      const sent = await db.query<{ value: Buffer | null }[]>(
        'SELECT value FROM unnest($1::bytea[]) WITH ORDINALITY AS sent (value, n) ORDER BY n',
        [byteaArray(values)],
      );
      expect(sent.map(({ value: arrived }) => arrived)).toEqual(values);
    }),
    { numRuns: 60 },
  );
});
