import { Injectable } from '@nestjs/common';
import { byteaArray } from '../../platform/database/bytea-array.js';
import { plainArray } from '../../platform/database/plain-array.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { columnOf, signatureColumns, type SignatureRow } from './signature.row.js';

const properties = Object.keys(signatureColumns) as (keyof SignatureRow)[];
const columns = properties.map(columnOf);

/** Days stay texts; a list in a list cannot be passed ragged, so lists travel as one text. */
const selection = properties
  .map((property) => {
    const type = signatureColumns[property];
    const column = `s.${columnOf(property)}`;
    const value = type === 'date' ? `${column}::text` : type === 'date[]' ? `${column}::text[]` : column;
    return `${value} AS "${property}"`;
  })
  .join(', ');

const isList = (property: keyof SignatureRow) => signatureColumns[property].endsWith('[]');

const unnest = `unnest(${properties
  .map((property, i) => `$${i + 1}::${isList(property) ? 'text' : signatureColumns[property]}[]`)
  .join(', ')}) AS given (${columns.join(', ')})`;

const given = properties.map((property) => {
  const column = `given.${columnOf(property)}`;
  return isList(property) ? `string_to_array(${column}, ' ')::${signatureColumns[property]}` : column;
});

const INSERT = `INSERT INTO signature (${columns.join(', ')}) SELECT ${given.join(', ')} FROM ${unnest}`;

const UPDATE = `UPDATE signature s SET ${properties
  .map((property, i) => (property === 'id' ? null : `${columnOf(property)} = ${given[i] ?? ''}`))
  .filter((part) => part !== null)
  .join(', ')} FROM ${unnest} WHERE s.id = given.id`;

/** An address in a campaign. */
export interface AddressInCampaign {
  readonly campaignId: string;
  readonly emailIndex: Buffer;
}

/** SQL over `signature`: many rows by each statement. */
@Injectable()
export class SignatureStore {
  /** The rows of these addresses, both places, locked in the order of their ids. */
  lockByAddress(tx: Tx, wanted: readonly AddressInCampaign[]): Promise<SignatureRow[]> {
    return rows<SignatureRow>(
      tx,
      `SELECT ${selection} FROM signature s
         JOIN unnest($1::uuid[], $2::bytea[]) AS wanted (campaign_id, email_index)
           ON s.campaign_id = wanted.campaign_id AND s.email_index = wanted.email_index
        ORDER BY s.id FOR UPDATE OF s`,
      [
        plainArray(wanted.map(({ campaignId }) => campaignId)),
        byteaArray(wanted.map(({ emailIndex }) => emailIndex)),
      ],
    );
  }

  /** Up to `limit` rows that a condition names (its columns as `s.…`), locked; those that others work on are left out. */
  lockSome(tx: Tx, condition: string, limit: number): Promise<SignatureRow[]> {
    return rows<SignatureRow>(
      tx,
      `SELECT ${selection} FROM signature s WHERE ${condition} ORDER BY s.id LIMIT $1 FOR UPDATE OF s SKIP LOCKED`,
      [limit],
    );
  }

  /** Inserts new rows in the order of their addresses, so that two workers never wait for one another in a ring. */
  async insert(tx: Tx, signatures: readonly SignatureRow[]): Promise<void> {
    if (signatures.length === 0) return;
    const sorted = [...signatures].sort(byAddress);
    await tx.query(INSERT, parameters(sorted));
  }

  /** Deletes rows that were locked; their public names go with them, and the count follows. */
  async delete(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await tx.query('DELETE FROM signature WHERE id = ANY ($1::uuid[])', [ids]);
  }

  /** Writes back rows that were locked. */
  async update(tx: Tx, signatures: readonly SignatureRow[]): Promise<void> {
    if (signatures.length > 0) await tx.query(UPDATE, parameters(signatures));
  }
}

function parameters(signatures: readonly SignatureRow[]): unknown[] {
  return properties.map((property) => {
    const values = signatures.map((row) => row[property]);
    const type = signatureColumns[property];
    if (type === 'bytea') return byteaArray(values as (Buffer | null)[]);
    if (isList(property)) return (values as (readonly string[])[]).map((list) => list.join(' '));
    return type === 'text' ? values : plainArray(values as (string | number | boolean | Date | null)[]);
  });
}

function byAddress(a: SignatureRow, b: SignatureRow): number {
  if (a.campaignId !== b.campaignId) return a.campaignId < b.campaignId ? -1 : 1;
  if (!a.emailIndex || !b.emailIndex) return 0;
  return Buffer.compare(a.emailIndex, b.emailIndex) || a.place - b.place;
}
