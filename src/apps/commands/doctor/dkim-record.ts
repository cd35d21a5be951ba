import type { DnsLookup } from '../../../platform/dns/dns-lookup.js';
import { publicPart, publicRecord, recordName } from '../../../platform/mail/dkim/public-record.js';
import type { SigningKey } from '../../../platform/mail/dkim/signature.js';
import { check, type Check } from './check.js';
import { tagsOf } from './tags.js';

/** Whether the DNS publishes the public half of the key that signs (RFC 6376 §3.6.1). */
export async function dkimRecord(dns: DnsLookup, key: SigningKey): Promise<Check> {
  const name = recordName(key.selector, key.domain);
  const publish = `publish there as TXT: ${publicRecord(key.key)}`;
  const [record, ...more] = await dns.txt(name);
  if (record === undefined) return check('dkim', 'failure', `${name} does not exist; ${publish}`);
  if (more.length > 0)
    return check('dkim', 'failure', `${name} has ${more.length + 1} TXT records; leave one of them`);
  const tags = tagsOf(record);
  const published = (tags.get('p') ?? '').replace(/\s/g, '');
  if (published === '') return check('dkim', 'failure', `${name} holds no key, which revokes it; ${publish}`);
  const kind = key.algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  if ((tags.get('k') ?? 'rsa') !== kind || published !== publicPart(key.key))
    return check('dkim', 'failure', `${name} publishes another key than the one held; ${publish}`);
  if ((tags.get('v') ?? 'DKIM1') !== 'DKIM1')
    return check('dkim', 'failure', `${name} must begin with v=DKIM1; ${publish}`);
  const hashes = tags.get('h')?.split(':');
  if (hashes && !hashes.includes('sha256'))
    return check('dkim', 'failure', `${name} does not allow sha256 (h=); leave h= out`);
  const services = tags.get('s')?.split(':');
  if (services && !services.includes('*') && !services.includes('email'))
    return check('dkim', 'failure', `${name} is not for mail (s=); leave s= out`);
  if (tags.get('t')?.split(':').includes('y') === true)
    return check('dkim', 'warning', `${name} says that it is only a test (t=y); remove that flag`);
  return check('dkim', 'ok', `${name} publishes the key that is held`);
}
