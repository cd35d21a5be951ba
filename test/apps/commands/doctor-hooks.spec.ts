import { describe, expect, it } from '@jest/globals';
import { hookFindings } from '../../../src/apps/commands/doctor/hooks.js';
import { valueInForce } from '../../../src/apps/commands/value-in-force.js';
import { loadConfig } from '../../../src/platform/config/config.js';

const TOPIC = { VIGIL_HOOK_SES_TOPIC: 'arn:aws:sns:eu-west-1:123456789012:vigil' };
const LOGIN = { VIGIL_HOOK_POSTMARK_LOGIN: 'postmark:0123456789abcdef' };
const SERVER = { SMTP_URL: 'smtps://relay.example', VIGIL_MAIL_FROM: 'vigil@example.org' };
const AT_HOME = { VIGIL_PUBLIC_URL: 'https://vigil.example.org', ...SERVER };
const DKIM = { VIGIL_DKIM_DOMAIN: 'example.org', VIGIL_DKIM_SELECTOR: 's', VIGIL_DKIM_KEY_FILE: '/s.pem' };

describe('the doctor on web hooks', () => {
  it('says nothing where no relay may report', () => {
    expect(hookFindings(loadConfig({}))).toEqual([]);
  });

  it('names those that may, and where', () => {
    const [found, ...more] = hookFindings(loadConfig({ ...AT_HOME, ...TOPIC, ...LOGIN }));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ part: 'hooks', level: 'ok' });
    expect(found?.finding).toContain('Amazon SES at https://vigil.example.org/inbound/ses, Postmark at');
  });

  it('warns of a password without https, and of a signature that Amazon SES would break', () => {
    const http = { ...SERVER, VIGIL_PUBLIC_URL: 'http://vigil.example.org' };
    expect(hookFindings(loadConfig({ ...http, ...LOGIN }))).toMatchObject([{ level: 'warning', ok: true }]);
    expect(hookFindings(loadConfig({ ...http, ...TOPIC }))).toMatchObject([{ level: 'ok' }]);
    const [signed] = hookFindings(loadConfig({ ...AT_HOME, ...TOPIC, ...DKIM }));
    expect(signed?.level).toBe('warning');
    expect(signed?.finding).toContain('Easy DKIM');
    expect(hookFindings(loadConfig({ ...AT_HOME, ...LOGIN, ...DKIM }))).toMatchObject([{ level: 'ok' }]);
  });
});

describe('what `vigil env` shows of them', () => {
  it('is what may be known, and of secrets that they are set', () => {
    expect(valueInForce('VIGIL_HOOK_SES_TOPIC', TOPIC.VIGIL_HOOK_SES_TOPIC)).toContain('arn:aws');
    expect(valueInForce('VIGIL_HOOK_POSTMARK_LOGIN', LOGIN.VIGIL_HOOK_POSTMARK_LOGIN)).toBe('(set)');
    expect(valueInForce('VIGIL_HOOK_MAILGUN_KEY', 'a-secret')).toBe('(set)');
  });
});
