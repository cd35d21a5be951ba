import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { messageKinds, rulesOf, type MessageKind } from '../../../src/domain/dispatch/message-kind.rules.js';
import { letterLanguage } from '../../../src/platform/i18n/letter-language.js';
import { isLocale } from '../../../src/platform/i18n/locale.js';
import { slot } from '../../../src/platform/mail/slots.js';
import { renderMail } from '../../../src/platform/templates/render-mail.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { dkimKeys, type TestKeys } from '../../support/dkim-keys.js';
import { dkimVerifiers, type DkimVerifier } from '../../support/dkim-verifiers.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import { dispatchWorld, newScope, rowsFor, type DispatchWorld } from '../../worlds/dispatch.world.js';

const kinds = Object.keys(messageKinds) as MessageKind[];
const locales = ['en', 'fa', 'ar', 'de', 'es', 'fr', 'it'];

/** A mail as a receiver gets it. */
interface Received {
  readonly kind: MessageKind;
  readonly locale: string;
  readonly source: string;
}

let database: TestDatabase;
let sink: SmtpSink;
let keys: TestKeys;
let world: DispatchWorld;
const received: Received[] = [];

/** The words of a real mail in the service's languages, a letter with a date and an ordinal in the others. */
function wordsIn(locale: string): { subject: string; text: string; html: string } {
  if (isLocale(locale)) {
    return renderMail('confirmation', locale, {
      campaign: { title: 'Ashraf  —  اشرف', attribution: 'Vigil', url: 'https://vigil.example.org/c/ashraf' },
      neutral: false,
      hours: 72,
      days: 30,
      confirm_url: slot('link'),
      code: '123 456 789 012',
      me_url: slot('link'),
      not_me_url: slot('link'),
    });
  }
  const language = letterLanguage(locale);
  const words = `${language.date('2026-09-01' as never)}, ${language.ordinal(13)}: à la mémoire, größte Sorge, ¿cuándo?`;
  return {
    subject: words,
    text: `${words}\n\n${slot('link')}\n`,
    html: `<p>${words}</p>\n<p>  ${slot('link')}</p>`,
  };
}

async function post(db: DataSource, scope: string, kind: MessageKind, locale: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { subject, text, html } = wordsIn(locale);
    const isList = rulesOf(kind).list;
    const contentId = await world.storeContent.run(tx, {
      kind,
      locale,
      subject: `${subject} ${slot('name')}`,
      text: isList ? `${text}\n${slot('unsubscribe_url')}\n` : text,
      html,
      list: { name: `Updates: ${subject.slice(0, 40)}`, id: 'updates.ashraf.vigil.example.org' },
      ...(kind === 'seat-letter' ? { replyTo: { address: 'team@example.org', name: 'کارزار' } } : {}),
    });
    const batchId = await world.standing.run(tx, { kind, scope });
    const rows = await rowsFor(world, kind, scope, contentId, 'urgent', 1, 1 + received.length);
    await world.post.run(tx, batchId, rows);
  });
}

beforeAll(async () => {
  database = await freshDatabase();
  const db = await database.dataSource('vigil_worker');
  sink = await smtpSink();
  keys = await dkimKeys('example.org');
  world = dispatchWorld({ db, clock: new FakeClock(), smtpUrl: sink.url, signer: keys.signer });
  for (const kind of kinds) {
    world.slots.register(kind, {
      fill: (messages) =>
        Promise.resolve(
          new Map(
            messages.map(({ id }) => [
              id,
              {
                link: `https://v.example/${id}`,
                unsubscribe_url: `https://v.example/u/${id}`,
                unsubscribe_address: `unsubscribe+${'7'.repeat(50)}@bounces.example.org`,
              },
            ]),
          ),
        ),
    });
  }
  const laneId = await db.transaction((tx) => world.ensureLane.run(tx, { key: 'urgent' }));
  for (const kind of kinds) {
    for (const locale of locales) {
      sink.mails.length = 0;
      await post(db, await newScope(world), kind, locale);
      await world.pump.run(laneId);
      const [mail] = sink.mails;
      if (!mail) throw new Error(`${kind} in ${locale} did not arrive`);
      received.push({ kind, locale, source: mail.source });
    }
  }
}, 120_000);

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

/** The fields of a mail's head, each with its folded lines. */
function fieldsOf(source: string): { name: string; raw: string }[] {
  const head = source.slice(0, source.indexOf('\r\n\r\n'));
  return head
    .split(/\r\n(?![ \t])/)
    .map((raw) => ({ name: raw.slice(0, raw.indexOf(':')).toLowerCase(), raw: `${raw}\r\n` }));
}

const nameOf = ({ kind, locale }: Received) => `${kind} in ${locale}`;

describe('every kind of mail in every language', () => {
  it('has each field once, begins with its signatures, and is made of short 7-bit lines', () => {
    expect(received).toHaveLength(kinds.length * locales.length);
    for (const mail of received) {
      const { source, kind } = mail;
      const names = fieldsOf(source).map(({ name }) => name);
      const once = ['from', 'date', 'to', 'message-id', 'subject', 'mime-version', 'content-type'];
      for (const name of once) {
        expect([nameOf(mail), name, names.filter((other) => other === name).length]).toEqual([
          nameOf(mail),
          name,
          1,
        ]);
      }
      expect(names.slice(0, 3)).toEqual(['dkim-signature', 'dkim-signature', 'date']);
      const rest = names.slice(2);
      expect(rest.length).toBe(new Set(rest).size);
      expect(source.replaceAll('\r\n', '')).toMatch(/^[\t\x20-\x7e]*$/);
      for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
      expect(names.includes('list-unsubscribe-post')).toBe(rulesOf(kind).list);
      expect(names.includes('auto-submitted')).toBe(rulesOf(kind).automatic);
    }
  });
});

const present = [
  'from',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'to',
  'mime-version',
  'content-type',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'feedback-id',
  'auto-submitted',
];
const absent = ['Sender', 'Cc', 'In-Reply-To', 'References', 'Content-Transfer-Encoding'];
const doubled = ['From', 'To', 'Subject', 'Date', 'Reply-To', 'List-Unsubscribe', 'List-Unsubscribe-Post'];

/** Each way of tampering that a signature must notice, by what was done. */
function tampered(): Map<string, string> {
  const update = received.find(({ kind }) => kind === 'update')!.source;
  const letter = received.find(({ kind }) => kind === 'seat-letter')!.source;
  const ways = new Map<string, string>();
  for (const name of present) {
    const mail = name === 'reply-to' ? letter : update;
    const field = fieldsOf(mail).find((other) => other.name === name);
    if (!field) throw new Error(`no mail has ${name}`);
    ways.set(`${name} changed`, mail.replace(field.raw, `${field.raw.trimEnd()}x\r\n`));
    ways.set(`${name} removed`, mail.replace(field.raw, ''));
  }
  const elsewhere = 'mailto:unsubscribe+7@evil.example';
  ways.set('another mailto', update.replace(/mailto:unsubscribe[^>]+/, elsewhere));
  ways.set('no mailto', update.replace(/,\r\n <mailto:unsubscribe[^>]+>/, ''));
  for (const name of [...absent, ...doubled]) {
    ways.set(`${name} added above`, update.replace('Date: ', `${name}: x@evil.example\r\nDate: `));
    ways.set(`${name} added below`, update.replace('\r\n\r\n', `\r\n${name}: x@evil.example\r\n\r\n`));
  }
  for (const name of ['List-Unsubscribe', 'List-Unsubscribe-Post', 'Reply-To', 'List-Id', 'Auto-Submitted'])
    ways.set(
      `${name} added to a letter`,
      letter.replace('\r\n\r\n', `\r\n${name}: <x@evil.example>\r\n\r\n`),
    );
  ways.set('the body changed', update.replace(/(Content-Type: text\/html)/, '$1x'));
  ways.set('the body longer', `${update}x\r\n`);
  ways.set('the body shorter', update.replace(/--\r\n$/, ''));
  return ways;
}

/** What may happen on the way: relaxed canonicalisation sees no change. */
function refolded(): Map<string, string> {
  const mail = received.find(({ kind, locale }) => kind === 'update' && locale === 'en')!.source;
  return new Map([
    ['empty lines at the end', `${mail}\r\n\r\n`],
    ['a trace field above', `Received: from a by b;\r\n Sat, 28 Nov 2026 08:00:00 +0000\r\n${mail}`],
    ['a field folded again', mail.replace('Feedback-ID: ', 'Feedback-ID:\r\n\t ')],
    ['a name in other letters', mail.replace('Subject: ', 'SUBJECT: ')],
    ['white space at the end of lines', mail.replace('MIME-Version: 1.0', 'MIME-Version: 1.0 \t')],
  ]);
}

const verifiers: (DkimVerifier | undefined)[] = dkimVerifiers();

(verifiers.length > 0 ? describe : describe.skip).each(verifiers.length > 0 ? verifiers : [undefined])(
  'as seen by $name',
  (verifier) => {
    const { verify, knowsEd25519 } = verifier ?? { verify: () => [], knowsEd25519: false };
    const holding = knowsEd25519 ? [true, true] : [true];
    const verdicts = (mails: ReadonlyMap<string, string>) => {
      const found = verify([...mails.values()], keys.published);
      return new Map([...mails.keys()].map((name, index) => [name, found[index]]));
    };

    it('every kind of mail in every language is signed well', () => {
      const found = verdicts(new Map(received.map((mail) => [nameOf(mail), mail.source])));
      expect(found).toEqual(new Map(received.map((mail) => [nameOf(mail), holding])));
    });

    it('no signature survives tampering with a signed field or with the body', () => {
      const ways = tampered();
      const update = received.find(({ kind }) => kind === 'update')!.source;
      const letter = received.find(({ kind }) => kind === 'seat-letter')!.source;
      for (const [way, mail] of ways) expect([way, mail === update || mail === letter]).toEqual([way, false]);
      const found = verdicts(ways);
      expect(found).toEqual(new Map([...ways.keys()].map((way) => [way, holding.map(() => false)])));
    });

    it('folding and white space on the way do no harm', () => {
      const found = verdicts(refolded());
      expect(found).toEqual(new Map([...found.keys()].map((way) => [way, holding])));
    });

    it('a mail signed by a key that is not published is not signed', async () => {
      const stranger = await dkimKeys('example.org');
      const [mail = ''] = received.map(({ source }) => source);
      expect(verify([mail], stranger.published)).toEqual([holding.map(() => false)]);
      expect(verify([mail], {})).toEqual([holding.map(() => false)]);
    });
  },
);
