import type { DnsLookup } from '../../../platform/dns/dns-lookup.js';
import { check, type Check } from './check.js';

/** RFC 7208 §4.6.4: a receiver that has to ask more often gives up with permerror. */
const MOST_LOOKUPS = 10;

/** The record cannot be used by a receiver. */
class SpfBroken extends Error {}

interface Count {
  lookups: number;
}

/** Whether the domain of the envelope sender names the hosts that may send, within what receivers are willing to ask (RFC 7208). */
export async function spfRecord(dns: DnsLookup, domain: string): Promise<Check> {
  const count: Count = { lookups: 0 };
  try {
    const record = await recordOf(dns, domain);
    if (record === undefined) {
      const advice = 'publish as TXT: v=spf1 include:(your mail server says which) -all';
      return check('spf', 'failure', `${domain} has no SPF record; ${advice}`);
    }
    await walk(dns, record, count);
    const all = /(?:^|\s)([+?~-]?)all(?:\s|$)/i.exec(record)?.[1];
    const asked = `${count.lookups} look-up${count.lookups === 1 ? '' : 's'} of ${MOST_LOOKUPS}`;
    if (all === '' || all === '+')
      return check('spf', 'failure', `${domain} lets everybody send (+all); end the record with -all`);
    if (all === '?' || (all === undefined && !/\sredirect=/i.test(record)))
      return check('spf', 'warning', `${domain} forbids nobody to send; end the record with -all (${asked})`);
    return check('spf', 'ok', `${domain} names who may send (${asked})`);
  } catch (error) {
    if (error instanceof SpfBroken) return check('spf', 'failure', `${domain}: ${error.message}`);
    throw error;
  }
}

async function recordOf(dns: DnsLookup, domain: string): Promise<string | undefined> {
  const records = (await dns.txt(domain)).filter((text) => /^v=spf1(?:\s|$)/i.test(text));
  if (records.length > 1)
    throw new SpfBroken(`${domain} has ${records.length} SPF records, so that none counts; leave one`);
  return records[0];
}

/** Counts as a receiver does; a name made of macros costs its look-up and cannot be followed. */
async function walk(dns: DnsLookup, record: string, count: Count): Promise<void> {
  const terms = record.trim().toLowerCase().split(/\s+/).slice(1);
  const hasAll = terms.some((term) => /^[+?~-]?all$/.test(term));
  for (const term of terms) {
    const include = /^[+?~-]?include:(.+)$/.exec(term)?.[1];
    const redirect = hasAll ? undefined : /^redirect=(.+)$/.exec(term)?.[1];
    const next = include ?? redirect;
    if (next === undefined && !/^[+?~-]?(?:a|mx|ptr|exists)(?:[:/]|$)/.test(term)) continue;
    count.lookups += 1;
    if (count.lookups > MOST_LOOKUPS)
      throw new SpfBroken(
        `more than ${MOST_LOOKUPS} look-ups, so that receivers give up; have fewer includes`,
      );
    if (next === undefined || next.includes('%')) continue;
    const inner = await recordOf(dns, next);
    if (inner === undefined)
      throw new SpfBroken(`${next}, which it ${include ? 'includes' : 'redirects to'}, has no SPF record`);
    await walk(dns, inner, count);
  }
}
