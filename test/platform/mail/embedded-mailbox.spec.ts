import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../../src/platform/config/log.js';
import { compileMail } from '../../../src/platform/mail/compile-mail.js';
import { composeMail } from '../../../src/platform/mail/compose-mail.js';
import { EmbeddedMailbox } from '../../../src/platform/mail/embedded-mailbox.js';
import { MailboxStore } from '../../../src/platform/mail/mailbox-store.js';
import { SmtpSession } from '../../../src/platform/mail/smtp-session.js';
import { FakeClock } from '../../support/fake-clock.js';

let folder: string;
let store: MailboxStore;
let mailbox: EmbeddedMailbox;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'mailbox-')), 'mail box');
  store = new MailboxStore(folder);
  mailbox = new EmbeddedMailbox(store, new FakeClock(), openLog('silent'));
});

afterEach(async () => {
  await mailbox.onApplicationShutdown();
  await rm(join(folder, '..'), { recursive: true });
});

function mail(subject: string): Buffer {
  const { pieces } = compileMail({
    from: { address: 'vigil@example.org', name: 'Vigil' },
    subject,
    text: 'the canary sings\n',
    html: '<p>the canary sings</p>',
    locale: 'en',
    automatic: true,
  });
  return composeMail(
    pieces,
    {
      to: { address: 'suzie@example.net', name: 'Suzie Canary' },
      date: new Date(0),
      messageId: '<m1@x>',
      feedbackId: 'f',
    },
    {},
  );
}

describe('the embedded mailbox', () => {
  it('takes mail by SMTP and gives it back as it was received', async () => {
    const session = await SmtpSession.open(await mailbox.relay(), 'vigil.example.org');
    const source = mail('نامه');
    const ended = await session.send({ from: 'vigil@example.org', to: 'suzie@example.net' }, source);
    expect(ended.ended).toBe('accepted');
    session.close();
    const [entry] = await store.list();
    expect(entry).toMatchObject({ from: 'vigil@example.org', to: ['suzie@example.net'], subject: 'نامه' });
    expect((await store.find(entry!.id))?.source.equals(source)).toBe(true);
  });

  it('takes the commands of the next mail behind the body of one', async () => {
    const session = await SmtpSession.open(await mailbox.relay(), 'vigil.example.org');
    const mails = ['one', 'two', 'three', 'four'].map((subject) => ({
      envelope: { from: 'vigil@example.org', to: `${subject}@example.net` },
      mail: mail(subject),
    }));
    for (const [at, { envelope, mail: source }] of mails.entries()) {
      expect(await session.send(envelope, source, mails[at + 1])).toMatchObject({ ended: 'accepted' });
      if (at === 1) expect(session.announced).toBe(mails[2]?.envelope);
    }
    session.close();
    expect((await store.list()).map(({ subject, to }) => [subject, ...to])).toEqual(
      ['four', 'three', 'two', 'one'].map((subject) => [subject, `${subject}@example.net`]),
    );
  });

  it('is sealed on disk, for nobody else to read', async () => {
    await store.keep(
      { from: 'a@b.c', to: ['suzie@example.net'], subject: 'canary', date: '2026-11-24T12:00:00.000Z' },
      mail('canary'),
    );
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const bytes = (await readFile(path)).toString('latin1');
      for (const trace of ['suzie', 'canary', 'c3V6aWU', 'Y2FuYXJ5', Buffer.from('suzie').toString('hex')]) {
        expect(bytes.includes(trace) || name.includes(trace)).toBe(false);
      }
    }
  });

  it('finds a whole address exactly and a part of one anywhere', async () => {
    for (const to of ['ann@example.net', 'joann@example.net', 'Ann@Example.net']) {
      await store.keep(
        { from: 'v@x.y', to: [to], subject: to, date: '2026-11-24T12:00:00.000Z' },
        Buffer.from('x'),
      );
    }
    expect((await store.list('ann@example.net')).map(({ subject }) => subject)).toEqual([
      'Ann@Example.net',
      'ann@example.net',
    ]);
    expect(await store.list('joan')).toHaveLength(1);
    expect(await store.list('example.net')).toHaveLength(3);
  });

  it('is found again by another process, newest first, and keeps the newest thousand', async () => {
    for (let n = 0; n < 1_050; n += 1) {
      await store.keep(
        { from: 'v@x.y', to: ['a@b.c'], subject: `mail ${n}`, date: '2026-11-24T12:00:00.000Z' },
        Buffer.from('x'),
      );
    }
    const listed = await new MailboxStore(folder).list();
    expect(listed).toHaveLength(1_000);
    expect(listed[0]?.subject).toBe('mail 1049');
  });

  it('knows no mail by a name that is not one of its own', async () => {
    expect(await store.find('../key')).toBeNull();
    expect(await store.find('key')).toBeNull();
  });
});
