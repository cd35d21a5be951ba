import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalisedAddress, parseEmailAddress } from '../../../src/kernel/email-address.js';
import { addressIndexes } from '../../../src/domain/signatures/address-index.js';
import { MailDomains } from '../../../src/domain/signatures/mail-domains.js';
import { looseAddress } from '../../../src/domain/signatures/mailbox.rules.js';

const { rules } = MailDomains.shipped();
const loose = (address: string) => looseAddress(address, rules);
const strict = (address: string) => normalisedAddress(parseEmailAddress(address)!);
const index = (address: string, campaign = 'c') =>
  addressIndexes(Buffer.alloc(32), campaign, parseEmailAddress(address)!, rules);

const local = fc.stringMatching(/^[a-z0-9_+-]{1,8}([.+_-][a-z0-9]{1,6}){0,3}$/);
const ruled = [...rules.keys()].map((name) => name.replace('*.', 'bob.')).filter((name) => name !== '*');
const unruled = fc.constantFrom('example.org', 'uni.example', 'mail.gmail.com.example', 'fastmail.example');
const domain = fc.oneof(unruled, fc.constantFrom(...ruled));
/** Local parts in letters of any script, as RFC 6531 allows them. */
const anyScript = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((name) => parseEmailAddress(`${name}@example.org`) !== null);

describe('the strict form of an address', () => {
  it('is normalised once and for all, and its case and spaces do not matter', () => {
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const normalised = strict(`${name}@${host}`);
        expect(strict(normalised)).toBe(normalised);
        expect(strict(`  ${name.toUpperCase()}@${host.toUpperCase()} `)).toBe(normalised);
      }),
    );
  });

  it('is normalised once and for all in every script, composed or not', () => {
    fc.assert(
      fc.property(anyScript, (name) => {
        const normalised = strict(`${name}@example.org`);
        expect(strict(normalised)).toBe(normalised);
        expect(strict(`${name.normalize('NFD')}@example.org`)).toBe(normalised);
      }),
    );
  });

  it('merges no two mailboxes, of any domain: what it holds equal differs in case alone', () => {
    fc.assert(
      fc.property(local, local, domain, (one, two, host) => {
        expect(index(`${one}@${host}`).email.equals(index(`${two}@${host}`).email)).toBe(one === two);
      }),
    );
    fc.assert(
      fc.property(anyScript, anyScript, (one, two) => {
        fc.pre(one.normalize('NFC').toUpperCase() !== two.normalize('NFC').toUpperCase());
        expect(strict(`${one}@example.org`)).not.toBe(strict(`${two}@example.org`));
      }),
    );
  });

  it('never merges the dots and tags of neighbours, which a random pair rarely is', () => {
    fc.assert(
      fc.property(local, domain, fc.nat(), fc.constantFrom('.', '+x', '-x', '_'), (name, host, n, added) => {
        const at = n % (name.length + 1);
        const other = parseEmailAddress(`${name.slice(0, at)}${added}${name.slice(at)}@${host}`);
        fc.pre(other !== null);
        expect(normalisedAddress(other)).not.toBe(strict(`${name}@${host}`));
      }),
    );
  });

  it.each([
    ['suzie@BÜCHER.example', 'suzie@xn--bcher-kva.example'],
    ['suzie@bücher。example', 'suzie@xn--bcher-kva.example'],
    ['suzie@faß.example', 'suzie@xn--fa-hia.example'],
    ['پریسا@ایران.example', 'پریسا@xn--mgba3a4f16a.example'],
    ['Jose\u0301@example.org', 'josé@example.org'],
  ])('reads %s as %s', (typed, normalised) => {
    expect(strict(typed)).toBe(normalised);
  });

  it('is another in every campaign', () => {
    const [one, two] = ['c1', 'c2'].map((campaign) => index('a@example.org', campaign));
    for (const part of ['email', 'loose', 'domain'] as const)
      expect(one![part].equals(two![part])).toBe(false);
  });
});

describe('the loose form of an address', () => {
  it('is loosened once and for all', () => {
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const once = loose(strict(`${name}@${host}`));
        expect(loose(once)).toBe(once);
      }),
    );
  });

  it('of a domain without a rule of its own drops a tag after the plus sign and nothing else', () => {
    fc.assert(
      fc.property(local, local, unruled, (one, two, host) => {
        const untagged = (name: string) => name.replace(/(?<=.)\+.*$/, '');
        expect(loose(`${one}@${host}`) === loose(`${two}@${host}`)).toBe(untagged(one) === untagged(two));
      }),
    );
  });

  it('never joins two domains but those that a rule calls one', () => {
    fc.assert(
      fc.property(local, domain, domain, (name, one, two) => {
        const home = (host: string) =>
          rules.get(host)?.sameAs ?? (host.startsWith('bob.') ? host.slice(4) : host);
        const [a, b] = [loose(`${name}@${one}`), loose(`${name}@${two}`)];
        if (home(one) !== home(two)) expect(a).not.toBe(b);
      }),
    );
  });

  it.each([
    ['a.b+c@gmail.com', 'ab@gmail.com'],
    ['a.b@googlemail.com', 'ab@gmail.com'],
    ['a.b+c@example.org', 'a.b@example.org'],
    ['a-b@yahoo.com', 'a@yahoo.com'],
    ['a-b@example.org', 'a-b@example.org'],
    ['a_b-c.d+e@pm.me', 'abcd@proton.me'],
    ['-@proton.me', '-@proton.me'],
    ['suzie@me.com', 'suzie@icloud.com'],
    ['suzie@ya.ru', 'suzie@yandex.ru'],
    ['anything@suzie.fastmail.com', 'suzie@fastmail.com'],
    ['suzie+x@fastmail.com', 'suzie@fastmail.com'],
    ['anything@deep.suzie.fastmail.com', 'anything@deep.suzie.fastmail.com'],
    ['anything@suzie.fastmail.example', 'anything@suzie.fastmail.example'],
    ['a@hotmail.com', 'a@hotmail.com'],
    ['+a@example.org', '+a@example.org'],
  ])('reads %s as %s', (address, expected) => {
    expect(loose(address)).toBe(expected);
  });

  it('follows the exact rule before the one with a wildcard, and that before the rule for all', () => {
    const own = MailDomains.read(`
- { domains: ['*'], tag: '+', source: s }
- { domains: ['*.example.org'], tag: '-', source: s }
- { domains: ['a.example.org'], ignored: '.', source: s }`).rules;
    expect(looseAddress('x.y-z+t@a.example.org', own)).toBe('xy-z+t@a.example.org');
    expect(looseAddress('x.y-z+t@b.example.org', own)).toBe('x.y@b.example.org');
    expect(looseAddress('x.y-z+t@example.org', own)).toBe('x.y-z@example.org');
  });
});

describe('the file of domain rules', () => {
  it('names a source for every rule', () => {
    expect(rules.size).toBeGreaterThan(15);
    expect(() => MailDomains.read(`[{ domains: ['*'], tag: '+' }]`)).toThrow('entry 1, source');
  });

  it.each([
    ['[', 'is not YAML'],
    ['{}', 'templates/data/mail-domains.yaml Invalid input'],
    [`[{ domains: ['example.org'], source: s }]`, 'has no rule for `*`'],
    [`[{ domains: ['*', '*'], source: s }]`, 'names * twice'],
    [`[{ domains: ['Example.org', '*'], source: s }]`, 'is no domain in lower-case ASCII'],
    [`[{ domains: ['*'], tag: 'x', source: s }]`, 'entry 1, tag: may hold the characters'],
    [`[{ domains: ['*'], tags: '+', source: s }]`, 'entry 1'],
    [`[{ domains: ['*'], tag: '+', ignored: '+', source: s }]`, 'names a character that begins a tag'],
    [`[{ domains: ['*'], same_as: 'example.org', source: s }]`, 'must be one of the domains named with it'],
    [`[{ domains: ['*'], user_in: subdomain, source: s }]`, 'needs domains that begin with `*.`'],
  ])('that is faulty (%s) is told in one sentence', (text, fault) => {
    let said = '';
    try {
      MailDomains.read(text);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain(fault);
    expect(said).toMatch(/^templates\/data\/mail-domains\.yaml [^\n]*\.$/);
  });
});
