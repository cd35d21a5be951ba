import type { CalendarDate } from '../../../kernel/calendar-date.js';
import { parseEmailAddress } from '../../../kernel/email-address.js';
import type { Json } from '../../../kernel/json.js';
import type { KeyRing } from '../../keys/key-ring.js';
import { domainIndex } from '../address-index.js';
import type { Held, SignatureState } from '../signature.rules.js';

/** Which signatures of a campaign are meant: all conditions together. */
export interface HoldConditions {
  readonly id?: string;
  /** Receiving domain. */
  readonly domain?: string;
  readonly country?: string;
  /** Days of signing, both included. */
  readonly from?: CalendarDate;
  readonly until?: CalendarDate;
  /** Among the reasons of the hold. */
  readonly reason?: string;
  /** All of them. */
  readonly flags?: readonly string[];
  readonly state?: SignatureState;
  readonly held?: Held;
}

/** A condition of SQL over `signature s` and its parameters, the first being the campaign. */
export interface Matching {
  readonly sql: string;
  readonly params: readonly unknown[];
  /** As it may be kept and shown in a log: a domain only by its keyed index. */
  readonly kept: Readonly<Record<string, Json>>;
}

/** How many conditions there are; none means the whole campaign. */
export function countConditions(conditions: HoldConditions): number {
  return Object.values(conditions).filter((value) => value !== undefined).length;
}

/** The signatures that conditions name; the domain is looked for by its index, which only the worker's side can make. */
export function matching(ring: KeyRing, conditions: HoldConditions): Matching {
  const params: unknown[] = [ring.scope];
  const parts = ['s.campaign_id = $1'];
  const add = (sql: string, value: unknown) => {
    params.push(value);
    parts.push(sql.replace('?', `$${params.length}`));
  };
  const { id, domain, country, from, until, reason, flags, state, held } = conditions;
  const index = domain === undefined ? undefined : indexOf(ring, domain);
  if (id !== undefined) add('s.id = ?::uuid', id);
  if (index !== undefined) add('s.domain_index = ?', index);
  if (country !== undefined) add('s.country = ?', country);
  if (from !== undefined) add('s.signed_on >= ?::date', from);
  if (until !== undefined) add('s.signed_on <= ?::date', until);
  if (reason !== undefined) add('s.hold_reasons @> ARRAY[?]::text[]', reason);
  if (flags !== undefined) add('s.flags @> ?::text[]', flags);
  if (state !== undefined) add('s.state = ?', state);
  if (held !== undefined) add('s.held = ?', held);
  const shown = { ...conditions, domain: index?.subarray(0, 6).toString('hex') };
  const kept = Object.fromEntries(Object.entries(shown).filter((entry) => isGiven(entry)));
  return { sql: parts.join(' AND '), params, kept };
}

type Given = string | readonly string[];

function isGiven(entry: [string, Given | undefined]): entry is [string, Given] {
  return entry[1] !== undefined;
}

function indexOf(ring: KeyRing, domain: string): Buffer {
  const address = parseEmailAddress(`anybody@${domain}`);
  // What is no domain is nobody's: an index that no row has.
  return address ? domainIndex(ring.indexKey, ring.scope, address.domain) : Buffer.alloc(32);
}
