const BLOCK = 256;
const MARK = 0x80;

/**
 * Pads to the next multiple of 256 bytes (ISO/IEC 7816-4: one byte 0x80, then zeros), so that a length tells
 * little about a text. At least one byte is added.
 */
export function pad(data: Uint8Array): Buffer {
  const padded = room(data.length);
  padded.set(data);
  return padded;
}

/** The same of a text, written once: no other copy of it is left in memory. */
export function padText(text: string): Buffer {
  const padded = room(Buffer.byteLength(text));
  padded.write(text);
  return padded;
}

function room(length: number): Buffer {
  const padded = Buffer.allocUnsafe((Math.floor(length / BLOCK) + 1) * BLOCK).fill(0, length);
  padded[length] = MARK;
  return padded;
}

/** Takes the padding off again; throws a RangeError where there is none. */
export function unpad(padded: Buffer): Buffer {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (end < 0 || padded[end] !== MARK) throw new RangeError('the padding is broken');
  return padded.subarray(0, end);
}
