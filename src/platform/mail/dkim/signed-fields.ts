import { relaxedField, type HeaderField } from './canonical.js';

/** Every field that a signature covers, in the order of `h=`. One that a mail lacks is signed as absent: nobody can add it. */
const SIGNED = [
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'Cc',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'In-Reply-To',
  'References',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Feedback-ID',
  'Auto-Submitted',
].map((name) => ({ name, lower: name.toLowerCase() }));

/** Named once more than present (RFC 6376 §8.15): a second one would be shown, or acted upon, in place of ours. */
const OVERSIGNED: ReadonlySet<string> = new Set([
  'From',
  'To',
  'Subject',
  'Date',
  'Reply-To',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
]);

/** What a signature covers of a mail with certain fields. */
export interface Cover {
  /** For `h=`, each as often as a mail with these fields needs it. */
  readonly names: readonly string[];
  /** The places of the fields that the names stand for. */
  readonly places: readonly number[];
}

let lastFields = '';
let lastCover: Cover = { names: [], places: [] };

/** The cover of a mail; remembered for the next one, which mostly has the same fields. */
export function coverOf(fields: readonly HeaderField[]): Cover {
  let all = '';
  for (const { name } of fields) all += `${name}:`;
  if (all !== lastFields) {
    const names = signedNames(fields);
    [lastFields, lastCover] = [all, { names, places: placesOf(names, fields) }];
  }
  return lastCover;
}

function signedNames(fields: readonly HeaderField[]): string[] {
  const again: string[] = [];
  for (const { name, lower } of SIGNED) {
    let present = 0;
    for (const field of fields) if (field.name === lower) present += 1;
    const times = OVERSIGNED.has(name) ? present + 1 : present;
    for (let time = 1; time < times; time += 1) again.push(name);
  }
  return [...SIGNED.map(({ name }) => name), ...again];
}

/** What the names of an `h=` stand for (RFC 6376 §5.4.2): of fields with one name the last comes first, and one too many is nothing. */
export function placesOf(names: readonly string[], fields: readonly HeaderField[]): number[] {
  const places: number[] = [];
  for (const name of names) {
    const lower = name.toLowerCase();
    const at = fields.findLastIndex((field, place) => field.name === lower && !places.includes(place));
    if (at >= 0) places.push(at);
  }
  return places;
}

/** Fields in the canonical form that is signed. */
export function canonicalFields(places: readonly number[], fields: readonly HeaderField[]): string {
  let out = '';
  for (const place of places) {
    const field = fields[place];
    if (field) out += `${relaxedField(field)}\r\n`;
  }
  return out;
}
