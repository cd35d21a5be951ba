import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../../../src/platform/config/config.js';
import { describeEnvironment } from '../../../src/platform/config/environment.js';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the configuration', () => {
  it('needs nothing at all', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: undefined,
      countInterval: 10,
      loopbackOnly: true,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ' }).port).toBe(3000);
  });

  it('names all faults at once, each in a sentence', () => {
    const faults = faultsOf({
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      VIGIL_COUNT_INTERVAL: '61',
      VIGIL_MASTER_KEY: 'short',
      VIGIL_TRUST_PROXY: '10.0.0.0/99',
      LOG_LEVEL: 'loud',
    });
    expect(faults).toHaveLength(6);
    expect(faults).toContain('PORT must be a whole number from 1 to 65535.');
    for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ must be .+\.$/);
  });

  it('does not repeat a secret in a fault', () => {
    expect(faultsOf({ VIGIL_MASTER_KEY: 'hunter2-hunter2' }).join()).not.toContain('hunter2');
    expect(faultsOf({ DATABASE_URL: 'postgre://u:hunter2@h/d' }).join()).not.toContain('hunter2');
  });

  it('refuses a public address without a mail server and a sender', () => {
    expect(faultsOf({ VIGIL_PUBLIC_URL: 'https://vigil.example.org' })).toEqual([
      expect.stringContaining('SMTP_URL and VIGIL_MAIL_FROM must be set'),
    ]);
    expect(
      faultsOf({
        VIGIL_PUBLIC_URL: 'https://vigil.example.org',
        SMTP_URL: 'smtp://localhost:25',
        VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
      }),
    ).toEqual([]);
    expect(faultsOf({ VIGIL_PUBLIC_URL: 'http://localhost:4000' })).toEqual([]);
  });

  const dkim = {
    VIGIL_DKIM_DOMAIN: 'example.org',
    VIGIL_DKIM_SELECTOR: 's',
    VIGIL_DKIM_KEY_FILE: '/keys/s.pem',
  };

  it('takes several domains that sign, with keys of their own or one for all', () => {
    const several = { ...dkim, VIGIL_DKIM_DOMAIN: 'example.org, Example.net' };
    expect(loadConfig(several).dkim).toEqual(
      ['example.org', 'example.net'].map((domain) => ({
        domain,
        rsa: { selector: 's', keyFile: '/keys/s.pem' },
      })),
    );
    const own = { ...several, VIGIL_DKIM_SELECTOR: 'a,b', VIGIL_DKIM_KEY_FILE: '/a,/b' };
    expect(loadConfig(own).dkim.map(({ rsa }) => rsa)).toEqual([
      { selector: 'a', keyFile: '/a' },
      { selector: 'b', keyFile: '/b' },
    ]);
    expect(faultsOf({ ...own, VIGIL_DKIM_SELECTOR: 'a,b,c' })).toEqual([
      expect.stringMatching(/^VIGIL_DKIM_SELECTOR must have one value for all domains/),
    ]);
    expect(faultsOf({ ...dkim, VIGIL_DKIM_DOMAIN: 'example.org,example.org' })).toHaveLength(1);
  });

  it('signs for the domain that mail comes from, or refuses', () => {
    expect(loadConfig(dkim).mailFrom).toBe('Vigil <vigil@example.org>');
    const from = (address: string) => faultsOf({ ...dkim, VIGIL_MAIL_FROM: address });
    expect(from('Vigil <vigil@EXAMPLE.org>')).toEqual([]);
    expect(from('vigil@mail.example.org')).toEqual([
      'VIGIL_DKIM_DOMAIN must name mail.example.org, the domain of VIGIL_MAIL_FROM, for its mail to be signed.',
    ]);
  });

  it('refuses half a DKIM key, and two master keys', () => {
    expect(faultsOf({ VIGIL_DKIM_DOMAIN: 'example.org' })).toHaveLength(1);
    expect(faultsOf({ VIGIL_DKIM_SELECTOR: 's' })).toHaveLength(1);
    expect(faultsOf({ ...dkim, VIGIL_DKIM_ED25519_SELECTOR: 'e' })).toHaveLength(1);
    expect(faultsOf({ VIGIL_DKIM_ED25519_SELECTOR: 'e', VIGIL_DKIM_ED25519_KEY_FILE: '/e' })).toEqual([
      expect.stringContaining('many receivers know RSA only'),
    ]);
    const same = { VIGIL_DKIM_ED25519_SELECTOR: 's', VIGIL_DKIM_ED25519_KEY_FILE: '/e' };
    expect(faultsOf({ ...dkim, ...same })).toEqual([expect.stringContaining('one name, one key')]);
    expect(faultsOf({ VIGIL_MASTER_KEY: 'A'.repeat(43), VIGIL_MASTER_KEY_FILE: '/k' })).toHaveLength(1);
  });

  it('takes keys of web hooks, several of each, and no weak or broken one', () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
    const text = key.export({ format: 'der', type: 'spki' }).toString('base64');
    const topic = 'arn:aws-cn:sns:cn-north-1:123456789012:events.fifo';
    const { hooks } = loadConfig({
      VIGIL_HOOK_SES_TOPIC: `arn:aws:sns:eu-west-1:123456789012:vigil, ${topic}`,
      VIGIL_HOOK_POSTMARK_LOGIN: 'postmark:0123456789abcdef',
      VIGIL_HOOK_SENDGRID_KEY: text,
    });
    expect(hooks.ses).toEqual(['arn:aws:sns:eu-west-1:123456789012:vigil', topic]);
    expect([hooks.postmark, hooks.mailgun]).toEqual([['postmark:0123456789abcdef'], []]);
    expect(hooks.sendgrid.map((each) => each.equals(key))).toEqual([true]);
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey;
    const faults = faultsOf({
      VIGIL_HOOK_SES_TOPIC: 'arn:aws:sqs:eu-west-1:123456789012:vigil',
      VIGIL_HOOK_POSTMARK_LOGIN: 'postmark:0123456789abcde',
      VIGIL_HOOK_MAILGUN_KEY: 'short',
      VIGIL_HOOK_SENDGRID_KEY: `${text},${other.export({ format: 'der', type: 'spki' }).toString('base64')}`,
    });
    expect(faults).toHaveLength(4);
    expect(faults.join(' ')).not.toContain('abcde');
  });

  it('describes every variable', () => {
    const described = describeEnvironment();
    expect(described.length).toBeGreaterThan(18);
    for (const { name, description } of described) {
      expect(name).toMatch(/^[A-Z0-9_]+$/);
      expect(description).toMatch(/\.$/);
    }
    expect(described.find(({ name }) => name === 'PORT')?.byDefault).toBe('3000');
  });
});
