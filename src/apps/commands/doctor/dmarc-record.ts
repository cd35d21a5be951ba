import type { DnsLookup } from '../../../platform/dns/dns-lookup.js';
import { check, type Check } from './check.js';
import { tagsOf } from './tags.js';

/** The domains whose proofs DMARC compares with that of the From. */
export interface Senders {
  readonly from: string;
  /** DKIM's d=, equal to the From; undefined where mail is not signed here. */
  readonly signing: string | undefined;
  /** The domain of the envelope sender, which SPF is about. */
  readonly envelope: string;
}

/** Whether a DMARC record is there, and by which proof mail passes it: strictly (the same domain) or relaxed (the same organization). */
export async function dmarcRecord(dns: DnsLookup, senders: Senders): Promise<Check> {
  const { from, signing, envelope } = senders;
  const found = await find(dns, from);
  if (!found) {
    const advice = `publish as TXT at _dmarc.${from}: v=DMARC1; p=none`;
    return check('dmarc', 'failure', `${from} has no DMARC record, which large receivers require; ${advice}`);
  }
  const { at, record } = found;
  const tags = tagsOf(record);
  const policy = (at === from ? undefined : tags.get('sp')) ?? tags.get('p');
  if (policy === undefined || !/^(?:none|quarantine|reject)$/i.test(policy))
    return check('dmarc', 'failure', `_dmarc.${at} needs p=none, p=quarantine or p=reject`);
  const dkim = signing === undefined ? undefined : aligned(from, signing, at, tags.get('adkim'));
  const spf = aligned(from, envelope, at, tags.get('aspf'));
  const told = [
    `policy ${policy.toLowerCase()}`,
    `DKIM ${tell(dkim, 'adkim', 'not signed here')}`,
    `SPF ${tell(spf, 'aspf', 'unknown')}`,
  ].join(', ');
  if (dkim?.passes === false || (dkim === undefined && !spf.passes))
    return check('dmarc', 'failure', `${from} is aligned with neither d= nor ${envelope}: ${told}`);
  if (dkim === undefined)
    return check(
      'dmarc',
      'warning',
      `${told}; forwarded mail fails unless your mail server signs as ${from}`,
    );
  if (!spf.passes) {
    const advice = `${envelope} should be ${from} or, with aspf=r, a domain under it`;
    return check('dmarc', 'warning', `only DKIM is aligned with ${from}: ${told}; ${advice}`);
  }
  return check('dmarc', 'ok', `${from}: ${told}`);
}

interface Alignment {
  readonly how: 'strictly' | 'relaxed' | 'not';
  readonly mode: 's' | 'r';
  readonly passes: boolean;
}

/** Organizational domains are compared by the record's own: what is at or under it is one organization. */
function aligned(from: string, other: string, record: string, tag: string | undefined): Alignment {
  const mode = tag?.toLowerCase() === 's' ? 's' : 'r';
  const under = (name: string, parent: string) => name === parent || name.endsWith(`.${parent}`);
  const oneOrganization =
    under(other, from) || (under(from, other) && other.includes('.')) || under(other, record);
  const how = other === from ? 'strictly' : oneOrganization ? 'relaxed' : 'not';
  return { how, mode, passes: how === 'strictly' || (how === 'relaxed' && mode === 'r') };
}

function tell(alignment: Alignment | undefined, tag: string, otherwise: string): string {
  if (!alignment) return otherwise;
  const wanted = alignment.passes ? '' : `, which ${tag}=${alignment.mode} does not accept`;
  return `${alignment.how} aligned${wanted}`;
}

/** The record of the domain itself, else of the nearest one above it. */
async function find(dns: DnsLookup, from: string): Promise<{ at: string; record: string } | undefined> {
  const labels = from.split('.');
  for (let skip = 0; skip < Math.max(labels.length - 1, 1); skip += 1) {
    const at = labels.slice(skip).join('.');
    const records = (await dns.txt(`_dmarc.${at}`)).filter((text) => /^v=DMARC1\s*(?:;|$)/.test(text));
    if (records.length === 1 && records[0] !== undefined) return { at, record: records[0] };
  }
  return undefined;
}
