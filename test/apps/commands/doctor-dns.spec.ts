import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/platform/config/config.js';
import type { DnsLookup } from '../../../src/platform/dns/dns-lookup.js';
import { mailDomains } from '../../../src/apps/commands/doctor/mail-domains.js';
import { dkimKeys, type TestKeys } from '../../support/dkim-keys.js';
import { fakeDns, silentDns, type Zone } from '../../support/fake-dns.js';
import { runVigilWith } from '../../support/run-vigil.js';

let keys: TestKeys;
let variables: Record<string, string>;
let good: Required<Zone>;

beforeAll(async () => {
  keys = await dkimKeys('example.org');
  const { rsa, ed25519 } = keys.dkim;
  variables = {
    VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
    VIGIL_BOUNCE_DOMAIN: 'bounce.example.org',
    SMTP_URL: 'smtps://user:word@smtp.relay.example',
    VIGIL_DKIM_DOMAIN: 'example.org',
    VIGIL_DKIM_SELECTOR: rsa.selector,
    VIGIL_DKIM_KEY_FILE: rsa.keyFile,
    VIGIL_DKIM_ED25519_SELECTOR: ed25519.selector,
    VIGIL_DKIM_ED25519_KEY_FILE: ed25519.keyFile,
  };
  good = {
    txt: {
      ...Object.fromEntries(Object.entries(keys.published).map(([name, record]) => [name, [record]])),
      'bounce.example.org': ['some other text', 'v=spf1 include:relay.example mx -all'],
      'relay.example': ['v=spf1 ip4:192.0.2.0/24 -all'],
      '_dmarc.example.org': ['v=DMARC1; p=reject'],
    },
    mx: { 'bounce.example.org': ['mx.example.org'] },
    addresses: {
      'mx.example.org': ['192.0.2.1'],
      'smtp.relay.example': ['192.0.2.25', '2001:db8::25'],
      'out.relay.example': ['192.0.2.25', '2001:db8::25'],
    },
    names: { '192.0.2.25': ['out.relay.example'], '2001:db8::25': ['out.relay.example'] },
  };
});

async function found(dns: DnsLookup, more: Record<string, string> = {}): Promise<string[]> {
  const checks = await mailDomains(loadConfig({ ...variables, ...more }), dns);
  for (const { ok, level, finding } of checks) {
    expect(ok).toBe(level !== 'failure');
    expect(finding).not.toBe('');
  }
  return checks.map(({ part, level, finding }) => `${level} ${part}: ${finding}`);
}

/** The lines about one part in a world that differs from the good one. */
async function about(part: string, zone: Zone, more: Record<string, string> = {}): Promise<string> {
  const merged = Object.fromEntries(
    (['txt', 'mx', 'addresses', 'names'] as const).map((kind) => [kind, { ...good[kind], ...zone[kind] }]),
  );
  const lines = await found(fakeDns(merged), more);
  return lines.filter((line) => line.includes(` ${part}:`)).join('\n');
}

const txt = (name: string, ...records: string[]): Zone => ({ txt: { [name]: records } });

describe('vigil doctor on the mail domains', () => {
  it('finds nothing wrong where everything is published', async () => {
    const lines = await found(fakeDns(good));
    expect(lines).toEqual([
      'ok signing: mail of example.org is signed; every key made a trial signature',
      'ok dkim: test._domainkey.example.org publishes the key that is held',
      'ok dkim: test-ed._domainkey.example.org publishes the key that is held',
      'ok spf: bounce.example.org names who may send (2 look-ups of 10)',
      'ok dmarc: example.org: policy reject, DKIM strictly aligned, SPF relaxed aligned',
      'ok mx: bounces to bounce.example.org go to mx.example.org',
      'ok ptr: 192.0.2.25, 2001:db8::25 (smtp.relay.example) has a name that leads back to it',
    ]);
  });

  it('compares the published key with the held one', async () => {
    const name = 'test._domainkey.example.org';
    const { published } = await dkimKeys('example.org');
    expect(await about('dkim', txt(name))).toMatch(
      /failure dkim: test\._domainkey\.example\.org does not exist; publish there as TXT: v=DKIM1; k=rsa; p=/,
    );
    expect(await about('dkim', txt(name, published[name]!))).toContain('another key than the one held');
    expect(await about('dkim', txt(name, 'v=DKIM1; p='))).toContain('which revokes it');
    expect(await about('dkim', txt(name, keys.published[name]!, 'v=DKIM1; p=x'))).toContain('2 TXT records');
    expect(await about('dkim', txt(name, `${keys.published[name]!}; h=sha1`))).toContain(
      'does not allow sha256',
    );
    expect(await about('dkim', txt(name, `${keys.published[name]!}; t=y`))).toContain('warning dkim');
    expect(await about('dkim', txt(name, keys.published[name]!.replace(/; p=/, ';p= ')))).toMatch(/^ok dkim/);
  });

  it('counts the look-ups of SPF as a receiver does', async () => {
    const spf = (record: string, more: Zone['txt'] = {}) =>
      about('spf', { txt: { ...more, 'bounce.example.org': [record] } });
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, n) => [`i${n + 1}.example`, [`v=spf1 include:i${n + 2}.example -all`]]),
      );
    const last = (n: number) => ({ ...chain(n - 1), [`i${n}.example`]: ['v=spf1 ip4:192.0.2.1 -all'] });
    expect(await spf('v=spf1 include:i1.example -all', last(10))).toContain('(10 look-ups of 10)');
    expect(await spf('v=spf1 include:i1.example -all', last(11))).toContain('failure spf');
    expect(
      await spf('v=spf1 include:i1.example -all', { 'i1.example': ['v=spf1 include:i1.example'] }),
    ).toContain('more than 10 look-ups');
    expect(await spf('v=spf1 a mx:other.example/24 exists:%{i}.x.example ptr ~all')).toContain('(4 look-ups');
    expect(await spf('v=spf1 redirect=relay.example')).toMatch(/^ok spf.*\(1 look-up of 10\)/);
    expect(await spf('v=spf1 include:nowhere.example -all')).toContain('has no SPF record');
    expect(await spf('v=spf1 +all')).toContain('lets everybody send');
    expect(await spf('v=spf1 ip4:192.0.2.1 all')).toContain('lets everybody send');
    expect(await spf('v=spf1 ip4:192.0.2.1 ?all')).toContain('warning spf');
    expect(await about('spf', txt('bounce.example.org', 'v=spf1 -all', 'v=spf1 ~all'))).toContain(
      '2 SPF records',
    );
    expect(await about('spf', txt('bounce.example.org'))).toContain('has no SPF record');
  });

  it('tells by which proof mail passes DMARC, strictly or relaxed', async () => {
    const dmarc = (record: string, more = {}) => about('dmarc', txt('_dmarc.example.org', record), more);
    expect(await dmarc('v=DMARC1; p=none; aspf=s')).toContain(
      'warning dmarc: only DKIM is aligned with example.org: policy none, DKIM strictly aligned, SPF relaxed aligned, which aspf=s does not accept',
    );
    expect(await dmarc('v=DMARC1; p=none; adkim=s; aspf=s', { VIGIL_BOUNCE_DOMAIN: 'example.org' })).toMatch(
      /^ok dmarc: .*DKIM strictly aligned, SPF strictly aligned$/,
    );
    expect(await dmarc('v=DMARC1; p=none', { VIGIL_BOUNCE_DOMAIN: 'bounces.relay.example' })).toMatch(
      /^warning dmarc: .*SPF not aligned/,
    );
    expect(await dmarc('v=DMARC1; adkim=s')).toContain('needs p=none');
    expect(await about('dmarc', txt('_dmarc.example.org'))).toContain(
      'has no DMARC record, which large receivers require; publish as TXT at _dmarc.example.org: v=DMARC1; p=none',
    );
    const unsigned = Object.fromEntries(
      Object.keys(variables)
        .filter((name) => name.includes('DKIM'))
        .map((name) => [name, '']),
    );
    expect(await dmarc('v=DMARC1; p=none', unsigned)).toMatch(/^warning dmarc: .*not signed here/);
    expect(
      await dmarc('v=DMARC1; p=none', { ...unsigned, VIGIL_BOUNCE_DOMAIN: 'bounces.relay.example' }),
    ).toMatch(/^failure dmarc/);
  });

  it('takes the DMARC record of the domain above where there is none', async () => {
    const { rsa } = keys.dkim;
    const lines = await about('dmarc', txt('_dmarc.example.org', 'v=DMARC1; p=reject; sp=quarantine'), {
      VIGIL_MAIL_FROM: 'vigil@news.example.org',
      VIGIL_DKIM_DOMAIN: 'news.example.org',
      VIGIL_DKIM_SELECTOR: rsa.selector,
    });
    expect(lines).toBe(
      'ok dmarc: news.example.org: policy quarantine, DKIM strictly aligned, SPF relaxed aligned',
    );
  });

  it('looks whether bounces find their way', async () => {
    const mx = (zone: Zone) => about('mx', zone);
    expect(await mx({ mx: { 'bounce.example.org': [''] } })).toContain('takes no mail (null MX)');
    expect(await mx({ mx: { 'bounce.example.org': [] } })).toContain('no MX and no address');
    expect(
      await mx({ mx: { 'bounce.example.org': [] }, addresses: { 'bounce.example.org': ['192.0.2.1'] } }),
    ).toMatch(/^warning mx/);
    expect(await mx({ addresses: { 'mx.example.org': [] } })).toContain('has no address');
  });

  it('looks whether the name of the mail server’s address leads back to it, where that can be known', async () => {
    expect(await about('ptr', { names: { '192.0.2.25': [] } })).toMatch(/^failure ptr: .* has no PTR record/);
    expect(await about('ptr', { names: { '192.0.2.25': ['liar.example'] } })).toContain(
      'is called liar.example, which does not lead back to it',
    );
    expect(await about('ptr', {}, { SMTP_URL: 'smtp://127.0.0.1:25' })).toMatch(
      /^warning ptr: .*cannot be known from here/,
    );
    expect(await about('ptr', { addresses: { 'smtp.relay.example': ['10.0.0.7'] } })).toMatch(/^warning ptr/);
  });

  it('takes a DNS that is silent for no fault of the domain', async () => {
    const lines = await found(silentDns());
    expect(lines.filter((line) => line.startsWith('warning'))).toHaveLength(6);
    expect(lines.filter((line) => line.startsWith('failure'))).toEqual([]);
  });

  it('asks nothing about mail that never leaves this machine', async () => {
    expect(await mailDomains(loadConfig({}), silentDns())).toMatchObject([{ part: 'signing', level: 'ok' }]);
  });

  it('tells of a key that cannot sign, and goes on', async () => {
    const lines = await found(fakeDns(good), { VIGIL_DKIM_KEY_FILE: '/nowhere/key.pem' });
    expect(lines[0]).toMatch(/^failure signing: VIGIL_DKIM_KEY_FILE: the file \/nowhere\/key\.pem does not/);
    expect(lines.some((line) => line.startsWith('ok spf'))).toBe(true);
  });

  it('is part of the whole report, each check a line', async () => {
    const whole = {
      ...variables,
      SMTP_URL: 'smtp://127.0.0.1:1',
      DATABASE_URL: 'postgres://x@127.0.0.1:1/x',
    };
    const { code, out } = await runVigilWith({ variables: whole, dns: fakeDns(good) }, 'doctor');
    expect(code).toBe(1);
    expect(out).toContain('ok   spf: bounce.example.org names who may send');
    expect(out).toContain('warn ptr: the public address of 127.0.0.1 cannot be known from here');
    expect(out).toContain('BAD  database: ');
  });
});
