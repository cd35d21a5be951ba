import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/platform/config/config.js';
import { connectionsOf, isOnThisMachine, relaySettings } from '../../../src/platform/mail/relay-settings.js';

describe('a relay', () => {
  it.each([
    ['smtp://127.0.0.1:25', true],
    ['smtp://localhost', true],
    ['smtp://[::1]:25', true],
    ['smtp://127.relay.example.org', false],
    ['smtps://mail.example.org', false],
  ])('%s is on this machine: %s; elsewhere TLS is required', (url, here) => {
    expect(isOnThisMachine(url)).toBe(here);
    expect(relaySettings(url).tls).toBe(here ? 'optional' : 'required');
  });

  it('may be given more connections, within reason', () => {
    expect(connectionsOf('smtp://mail.example.org:587?tls=required&connections=48')).toBe(48);
    expect(connectionsOf('smtp://mail.example.org:587')).toBeNull();
    for (const wish of ['0', '201', 'many', '-1', '1.5', '']) {
      const read = () => loadConfig({ SMTP_URL: `smtp://127.0.0.1:25?connections=${wish}` });
      expect(read).toThrow(/1 to 200 connections/);
    }
    expect(loadConfig({ SMTP_URL: 'smtp://127.0.0.1:25?connections=200' }).smtpUrl).toContain(
      'connections=200',
    );
  });
});
