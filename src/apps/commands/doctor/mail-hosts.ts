import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../../../platform/config/config.js';
import type { DnsLookup } from '../../../platform/dns/dns-lookup.js';
import { check, type Check } from './check.js';

/** Whether bounces find their way: the domain of the return path has a mail server (RFC 5321 §5.1, RFC 7505). */
export async function bounceHosts(dns: DnsLookup, domain: string): Promise<Check> {
  const [first, ...more] = await dns.mx(domain);
  const advice = 'without it bounces are lost, and receivers refuse such senders';
  if (first === undefined) {
    return (await dns.addresses(domain)).length > 0
      ? check('mx', 'warning', `${domain} has no MX, only an address; publish an MX for its bounces`)
      : check('mx', 'failure', `${domain} has no MX and no address; publish an MX: ${advice}`);
  }
  if (first === '' || first === '.')
    return check('mx', 'failure', `${domain} says that it takes no mail (null MX); publish an MX: ${advice}`);
  if ((await dns.addresses(first)).length === 0)
    return check('mx', 'failure', `${first}, the MX of ${domain}, has no address; ${advice}`);
  return check('mx', 'ok', `bounces to ${domain} go to ${[first, ...more].join(', ')}`);
}

/** Whether the mail server's address has a name that leads back to it, as large receivers require. */
export async function relayNames(dns: DnsLookup, smtpUrl: string): Promise<Check> {
  const host = new URL(smtpUrl).hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) > 0 ? [host] : isLoopback(host) ? [] : await dns.addresses(host);
  const open = addresses.filter((address) => !isPrivate(address));
  if (open.length === 0) {
    const advice = 'see to it that the address it sends from has a PTR record that leads back to it';
    return check('ptr', 'warning', `the public address of ${host} cannot be known from here; ${advice}`);
  }
  for (const address of open) {
    const names = await dns.names(address);
    const [name] = names;
    if (name === undefined)
      return check('ptr', 'failure', `${address} (${host}) has no PTR record; ask whoever gave the address`);
    const back = (await Promise.all(names.map((each) => dns.addresses(each)))).flat();
    if (!back.includes(address))
      return check(
        'ptr',
        'failure',
        `${address} (${host}) is called ${name}, which does not lead back to it`,
      );
  }
  return check('ptr', 'ok', `${open.join(', ')} (${host}) has a name that leads back to it`);
}

const internal = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  internal.addSubnet(network, bits, 'ipv4');
internal.addAddress('::1', 'ipv6');
internal.addSubnet('fc00::', 7, 'ipv6');
internal.addSubnet('fe80::', 10, 'ipv6');

function isPrivate(address: string): boolean {
  return internal.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
