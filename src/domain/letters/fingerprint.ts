import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../kernel/json.js';

/** A sha256 in lower-case hex: the name of an exact content. */
export type Sha256 = string;

/** The sha256 of a value's canonical JSON: the same for equal values, whatever the order of their keys. */
export function fingerprint(value: Json): Sha256 {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
