import { afterEach, describe, expect, it } from '@jest/globals';
import { mailboxFinding } from '../../../src/apps/commands/doctor/mailbox.js';
import { ImapMailbox } from '../../../src/platform/mail/inbound/imap-mailbox.js';
import { imapSettings } from '../../../src/platform/mail/inbound/imap-settings.js';
import { type Dovecot, hasDovecot, noDovecot, startDovecot } from '../../support/dovecot.js';

if (!hasDovecot) process.stderr.write(`${noDovecot}: skipped\n`);

(hasDovecot ? describe : describe.skip)('vigil doctor, of a mailbox for bounces', () => {
  let server: Dovecot;
  afterEach(() => server.remove());

  const line = async (url = server.url()) => {
    const { level, finding } = await mailboxFinding(url);
    return `${level}: ${finding}`;
  };

  it('says what lies in it and makes nothing', async () => {
    server = await startDovecot();
    server.deliver('Subject: one\r\n\r\n');
    const said =
      /^ok: INBOX at 127\.0\.0\.1 is open to us, 1 mail in it; the server tells of new mail; the worker makes Vigil-done and Vigil-unread$/;
    expect(await line()).toMatch(said);
    expect(await line()).toMatch(said);
  });

  it('warns while something waits for a person', async () => {
    server = await startDovecot({ capability: 'IMAP4rev1' });
    server.deliver('Subject: one\r\n\r\n');
    const mailbox = await ImapMailbox.open(imapSettings(server.url()), ['Vigil-done', 'Vigil-unread']);
    await mailbox.move((await mailbox.waiting())[0]!.uid, 'Vigil-unread');
    await mailbox.close();
    expect(await line()).toBe(
      'warning: INBOX at 127.0.0.1 is open to us, 0 mails in it; new mail is looked for every minute; 1 mail in Vigil-unread could not be read: look at them, then delete them',
    );
  });

  it('says what is wrong, and no password', async () => {
    server = await startDovecot();
    expect(await line(server.url().replace('se%25cret', 'hunter2'))).toBe(
      `failure: 127.0.0.1:${server.port} refuses the user name or the password`,
    );
    expect(await line(`${server.url()}/No`)).toMatch(
      /^failure: there is no folder INBOX\/No at 127\.0\.0\.1$/,
    );
    expect(await line(`${server.url()}?tls=required`)).toMatch(
      /^failure: 127\.0\.0\.1:\d+ offers no TLS that holds/,
    );
    await server.stop();
    expect(await line()).toMatch(/^failure: 127\.0\.0\.1:\d+ does not let us in: .*ECONNREFUSED/);
  });
});
