import { UNSUBSCRIBE_ADDRESS } from '../unsubscribe-address.js';

/** Where servers write whom a mail was delivered to, the surest first; To and Cc are only what the sender wrote. */
const FIELDS = [
  'delivered-to',
  'x-delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-rcpt-to',
  'to',
  'cc',
];

const MOST_HEADER_BYTES = 256 * 1024;
const OURS = new RegExp(`(?:b\\+[0-9a-z]{1,25}\\.[0-9a-f]{8}|${UNSUBSCRIBE_ADDRESS})@[^\\s<>,;:"()]+`, 'gi');

/**
 * The addresses a mail in a mailbox may have come for, out of its own header: only those that look like an envelope
 * sender of ours or end the news, the surest first. Whoever asks believes none before its mark is verified.
 */
export function deliveredTo(raw: Buffer): string[] {
  const fields = headerFields(raw);
  const values = FIELDS.flatMap((name) => fields.filter((field) => field.name === name));
  return [...new Set(values.flatMap(({ value }) => value.match(OURS) ?? []))];
}

function headerFields(raw: Buffer): { name: string; value: string }[] {
  const text = raw.subarray(0, MOST_HEADER_BYTES).toString('latin1').replace(/\r\n/g, '\n');
  const end = text.indexOf('\n\n');
  return (end < 0 ? text : text.slice(0, end))
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).trim().toLowerCase(),
      value: line.slice(line.indexOf(':') + 1),
    }));
}
