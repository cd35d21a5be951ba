import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/platform/config/config.js';
import { SendingIdentity } from '../../../src/platform/mail/sending-identity.js';

const whole = {
  SMTP_URL: 'smtp://user:secret@Mail.example.org:587',
  VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
  VIGIL_BOUNCE_DOMAIN: 'bounces.example.org',
  VIGIL_DKIM_DOMAIN: 'example.org',
  VIGIL_DKIM_SELECTOR: 's1',
  VIGIL_DKIM_KEY_FILE: '/keys/s1.pem',
};
const identity = (changes: Record<string, string | undefined> = {}) =>
  new SendingIdentity(loadConfig({ ...whole, ...changes }));
const print = (changes: Record<string, string | undefined> = {}) =>
  identity(changes).fingerprint.toString('hex');

describe('the way mail leaves', () => {
  it.each([
    [undefined, 'embedded-mailbox'],
    ['smtp://127.0.0.1:25', 'loopback'],
    ['smtp://127.8.8.8', 'loopback'],
    ['smtp://localhost:1025', 'loopback'],
    ['smtp://relay.localhost', 'loopback'],
    ['smtps://[::1]:465', 'loopback'],
    ['smtp://mailpit:1025?tls=never&catches=all', 'catches-all'],
    ['smtp://mailpit:1025?catches=some', null],
    ['smtp://mailpit:1025', null],
    ['smtp://10.0.0.1', null],
    ['smtp://[::2]', null],
    ['smtp://localhost.example.org', null],
    ['smtp://127.example.org', null],
    ['smtp://127.0.0.1@mail.example.org', null],
  ])('by %s is exempt as %s', (smtpUrl, exemption) => {
    expect(identity({ SMTP_URL: smtpUrl }).exemption).toBe(exemption);
  });

  it('lacks what is not set', () => {
    expect(identity().missing).toEqual([]);
    expect(identity({ VIGIL_BOUNCE_DOMAIN: undefined }).missing).toEqual(['bounce-domain']);
    expect(identity({ VIGIL_MAIL_FROM: undefined }).missing).toEqual(['from']);
    const unsigned = {
      VIGIL_DKIM_DOMAIN: undefined,
      VIGIL_DKIM_SELECTOR: undefined,
      VIGIL_DKIM_KEY_FILE: undefined,
    };
    expect(identity(unsigned).missing).toEqual(['dkim']);
    expect(identity({ ...unsigned, VIGIL_MAIL_FROM: undefined }).missing).toEqual(['dkim', 'from']);
  });

  it('is the same one with another account, port, name of the sender or key of another domain', () => {
    expect(print({ SMTP_URL: 'smtps://other:word@mail.example.org' })).toBe(print());
    expect(print({ VIGIL_MAIL_FROM: '"V, the service" <vigil@EXAMPLE.org>' })).toBe(print());
    const more = { VIGIL_DKIM_DOMAIN: 'example.org,example.net', VIGIL_DKIM_SELECTOR: 's1,s9' };
    expect(print(more)).toBe(print());
  });

  it.each([
    ['server', { SMTP_URL: 'smtp://mail2.example.org' }],
    ['sender', { VIGIL_MAIL_FROM: 'other@example.org' }],
    ['bounce domain', { VIGIL_BOUNCE_DOMAIN: 'b.example.org' }],
    ['selector', { VIGIL_DKIM_SELECTOR: 's2' }],
    ['second key', { VIGIL_DKIM_ED25519_SELECTOR: 'e1', VIGIL_DKIM_ED25519_KEY_FILE: '/keys/e1.pem' }],
  ])('is another one with another %s', (_what, change) => {
    expect(print(change)).not.toBe(print());
  });
});
