const BYTEA_OID = 17;
const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * A `bytea[]` as PostgreSQL's binary protocol has it (array_send in its sources): the driver passes a Buffer on as it
 * is, where an array of Buffers would be written out in hex, twice as long, and read back by the server.
 */
export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + LENGTH_BYTES + (value?.length ?? 0), 0);
  const array = Buffer.allocUnsafe(HEAD_BYTES + bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(BYTEA_OID, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = HEAD_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(value ? value.length : -1, at);
    if (!value) continue;
    array.set(value, at);
    at += value.length;
  }
  return array;
}
