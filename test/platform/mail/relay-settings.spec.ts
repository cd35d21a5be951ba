import { describe, expect, it } from '@jest/globals';
import { isOnThisMachine, relaySettings } from '../../../src/platform/mail/relay-settings.js';

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
});
