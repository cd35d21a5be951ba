import { domainToASCII } from 'node:url';
import { isLoopback, type Config } from '../../../platform/config/config.js';
import { DnsSilent, type DnsLookup } from '../../../platform/dns/dns-lookup.js';
import { MailSigner } from '../../../platform/mail/dkim/mail-signer.js';
import { parseMailbox } from '../../../platform/mail/mail-identity.js';
import { check, look, type Check, type Part } from './check.js';
import { dkimRecord } from './dkim-record.js';
import { dmarcRecord } from './dmarc-record.js';
import { bounceHosts, relayNames } from './mail-hosts.js';
import { spfRecord } from './spf-record.js';

/** What receivers will hold against our mail: its signature, and what the DNS says of its domains. */
export async function mailDomains(config: Config, dns: DnsLookup): Promise<Check[]> {
  const { dkim, smtpUrl, bounceDomain } = config;
  const { address } = parseMailbox(config.mailFrom);
  const from = domainToASCII(address.slice(address.lastIndexOf('@') + 1));
  const signer = await openSigner(config);
  const checks = [signer.check];
  for (const key of signer.keys?.all ?? []) checks.push(await asked('dkim', () => dkimRecord(dns, key)));
  // What never leaves this machine is judged by nobody.
  if (smtpUrl === undefined || isLoopback(from)) return checks;
  const envelope = bounceDomain ?? from;
  const signing = dkim.some(({ domain }) => domain === from) ? from : undefined;
  checks.push(
    await asked('spf', () => spfRecord(dns, envelope)),
    await asked('dmarc', () => dmarcRecord(dns, { from, signing, envelope })),
    await asked('mx', () => bounceHosts(dns, envelope)),
    await asked('ptr', () => relayNames(dns, smtpUrl)),
  );
  return checks;
}

async function openSigner({ dkim, smtpUrl }: Config): Promise<{ check: Check; keys?: MailSigner }> {
  if (dkim.length === 0) {
    const leaves = smtpUrl !== undefined;
    const advice = 'let the mail server sign it, or see `vigil dkim generate`';
    const finding = `mail is not signed here${leaves ? `; ${advice}` : ''}`;
    return { check: check('signing', leaves ? 'warning' : 'ok', finding) };
  }
  let keys: MailSigner | undefined;
  const found = await look('signing', async () => {
    keys = await MailSigner.open(dkim);
    return `mail of ${dkim.map(({ domain }) => domain).join(', ')} is signed; every key made a trial signature`;
  });
  return keys ? { check: found, keys } : { check: found };
}

/** A silent DNS is no fault of the domain's: it is told as a warning. */
async function asked(part: Part, question: () => Promise<Check>): Promise<Check> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof DnsSilent)) throw error;
    return check(part, 'warning', `${error.message}; try again where it does`);
  }
}
