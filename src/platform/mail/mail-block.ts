/** Mails lie side by side in blocks of this size: one of its own for each would cost the engine more than its bytes. */
const BLOCK = 262_144;
/** What is larger has its own. */
const MOST = BLOCK / 8;
let block = Buffer.alloc(0);
let taken = 0;

/** So many bytes that are the caller's to write over. */
function place(size: number): Buffer {
  if (size > MOST) return Buffer.allocUnsafeSlow(size);
  if (taken + size > block.length) [block, taken] = [Buffer.allocUnsafeSlow(BLOCK), 0];
  const from = taken;
  taken += size;
  return block.subarray(from, taken);
}

/** A mail's text as its bytes. */
export function laidDown(mail: string): Buffer {
  const bytes = place(Buffer.byteLength(mail));
  bytes.write(mail, 'utf8');
  return bytes;
}

/** A mail with more fields, each of whose characters is an octet, before its own. */
export function laidBehind(fields: string, mail: Buffer): Buffer {
  const bytes = place(fields.length + mail.length);
  bytes.write(fields, 'latin1');
  mail.copy(bytes, fields.length);
  return bytes;
}
