const BLOCK = 256;
const MARK = 0x80;

/**
 * Pads to the next multiple of 256 bytes (ISO/IEC 7816-4: one byte 0x80, then zeros), so that a length tells
 * little about a text. At least one byte is added.
 */
export function pad(data: Uint8Array): Buffer {
  const padded = Buffer.alloc((Math.floor(data.length / BLOCK) + 1) * BLOCK);
  padded.set(data);
  padded[data.length] = MARK;
  return padded;
}

/** Takes the padding off again; throws a RangeError where there is none. */
export function unpad(padded: Buffer): Buffer {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (end < 0 || padded[end] !== MARK) throw new RangeError('the padding is broken');
  return padded.subarray(0, end);
}
