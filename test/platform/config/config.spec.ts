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

  it('refuses half a DKIM key, and two master keys', () => {
    expect(faultsOf({ VIGIL_DKIM_DOMAIN: 'example.org' })).toHaveLength(1);
    expect(faultsOf({ VIGIL_MASTER_KEY: 'A'.repeat(43), VIGIL_MASTER_KEY_FILE: '/k' })).toHaveLength(1);
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
