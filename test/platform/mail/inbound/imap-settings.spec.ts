import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../../../../src/platform/config/config.js';
import { imapSettings } from '../../../../src/platform/mail/inbound/imap-settings.js';

describe('the address of a mailbox', () => {
  it.each([
    ['imaps://u:p@mail.example.org', { port: 993, tls: 'implicit', folder: 'INBOX' }],
    [
      'imaps://u%40x.org:p%2Fw@mail.example.org:1993/Bounces%20in',
      { port: 1993, user: 'u@x.org', password: 'p/w', folder: 'Bounces in' },
    ],
    ['imap://u:p@mail.example.org/', { port: 143, tls: 'starttls', folder: 'INBOX' }],
    ['imap://u:p@mail.example.org?tls=never', { tls: 'starttls' }],
    ['imap://u:p@127.0.0.1:1143', { port: 1143, tls: 'never' }],
    ['imap://u:p@[::1]', { host: '::1', tls: 'never' }],
    ['imap://u:p@localhost?tls=required', { tls: 'starttls' }],
    ['imap://u:p@127.0.0.1.example.org', { tls: 'starttls' }],
  ])('%s', (url, expected) => {
    expect(imapSettings(url)).toMatchObject(expected);
  });

  it.each([
    'imaps://mail.example.org',
    'imaps://user@mail.example.org',
    'https://u:p@mail.example.org',
    'mailbox',
  ])('%s is refused, and no password is repeated', (url) => {
    const load = () => loadConfig({ VIGIL_IMAP_URL: url });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/VIGIL_IMAP_URL must/);
  });
});
