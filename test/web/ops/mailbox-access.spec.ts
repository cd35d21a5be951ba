import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/platform/config/config.js';
import { mayShowMailbox } from '../../../src/web/ops/mailbox/mailbox-access.js';

const local = loadConfig({ PORT: '3000' });
const headers = { host: 'localhost:3000' };

describe('the mailbox', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'vigil.localhost:3000'])(
    'is shown on this machine as %s',
    (host) => {
      expect(mayShowMailbox(local, { host })).toBe(true);
    },
  );

  it.each([
    'evil.example:3000',
    'localhost:3001',
    'localhost',
    'localhost.evil.example:3000',
    '10.0.0.1:3000',
    '',
    'x@localhost:3000',
  ])('is not there for the host %s', (host) => {
    expect(mayShowMailbox(local, { host })).toBe(false);
  });

  it.each([
    'forwarded',
    'via',
    'x-real-ip',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-port',
  ])('is not there when a proxy handed the request on (%s)', (name) => {
    expect(mayShowMailbox(local, { ...headers, [name]: '' })).toBe(false);
  });

  it('is not there without a host, with a mail server, on an open address, behind a proxy', () => {
    expect(mayShowMailbox(local, {})).toBe(false);
    expect(mayShowMailbox(loadConfig({ SMTP_URL: 'smtp://127.0.0.1:1025' }), headers)).toBe(false);
    expect(mayShowMailbox(loadConfig({ HOST: '0.0.0.0' }), headers)).toBe(false);
    expect(mayShowMailbox(loadConfig({ VIGIL_TRUST_PROXY: '127.0.0.1' }), headers)).toBe(false);
    const open = loadConfig({
      VIGIL_PUBLIC_URL: 'https://vigil.example.org',
      SMTP_URL: 'smtp://mail.example.org',
      VIGIL_MAIL_FROM: 'v@example.org',
    });
    const { publicUrl, port, trustProxy, loopbackOnly } = open;
    const faulty = { publicUrl, port, trustProxy, loopbackOnly, smtpUrl: undefined };
    expect(mayShowMailbox(faulty, headers)).toBe(false);
  });

  it('knows the port of the public URL as its own', () => {
    const named = loadConfig({ PORT: '3000', VIGIL_PUBLIC_URL: 'http://localhost:8080' });
    expect(mayShowMailbox(named, { host: 'localhost:8080' })).toBe(true);
  });
});
