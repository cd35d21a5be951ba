import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { compileMail, type MailSource } from '../../../src/platform/mail/compile-mail.js';
import { composeMail, SlotUnfilled } from '../../../src/platform/mail/compose-mail.js';
import { slot, slotsIn } from '../../../src/platform/mail/slots.js';

const unnamed: MailSource = {
  subject: 'Hello',
  text: 'Hello\n',
  html: '<p>Hello</p>',
  locale: 'en',
  automatic: false,
};
const plain: MailSource = { from: { address: 'vigil@example.org', name: 'Vigil' }, ...unnamed };
const head = {
  to: { address: 'suzie@example.net', name: 'Suzie' },
  date: new Date('2026-11-24T12:00:00Z'),
  messageId: '<m1@example.org>',
  feedbackId: 'b:update:c:vigilexample',
};

function composed(source: Partial<MailSource>, slots: Record<string, string> = {}, to = head.to): Buffer {
  return composeMail(compileMail({ ...plain, ...source }).pieces, { ...head, to }, slots);
}

/** Every rule that can be read off the bytes: CRLF only, lines of at most 998, ASCII, each header once. */
function lint(mail: Buffer): void {
  const text = mail.toString('latin1');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text).toMatch(/^[\t\r\n\x20-\x7e]*$/);
  for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  const names = text
    .slice(0, text.indexOf('\r\n\r\n'))
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
  expect(names.length).toBe(new Set(names).size);
  for (const name of ['from', 'to', 'date', 'message-id', 'subject', 'mime-version'])
    expect(names).toContain(name);
}

const canonical = (text: string) => text.replace(/\r\n|\r|\n/g, '\n').replace(/\n*$/, '');

describe('a composed mail', () => {
  it('is multipart/alternative, text first, and reads back as it was written', async () => {
    const mail = composed({ text: 'Dear = Suzie,\n\n.a dot\nFrom here \n', html: '<p>Dear &amp; near</p>' });
    lint(mail);
    const read = await PostalMime.parse(mail);
    expect(canonical(read.text ?? '')).toBe('Dear = Suzie,\n\n.a dot\nFrom here ');
    expect(canonical(read.html ?? '')).toBe('<p>Dear &amp; near</p>');
    expect(read.subject).toBe('Hello');
    expect(read.from).toMatchObject({ address: 'vigil@example.org', name: 'Vigil' });
    expect(mail.indexOf('text/plain')).toBeLessThan(mail.indexOf('text/html'));
    expect(mail.toString()).toContain('Date: Tue, 24 Nov 2026 12:00:00 +0000\r\n');
    expect(mail.toString()).not.toContain('Auto-Submitted');
    expect(mail.toString()).not.toContain('List-');
  });

  it('escapes a slot for where it stands', async () => {
    const name = `<b>"Zoë" & 'co'</b> = ازادی`;
    const source = {
      subject: `For ${slot('name')}`,
      text: `Dear ${slot('name')}, hello\n${slot('link')}\n`,
      html: `<p title="${slot('name')}">${slot('name')}</p>`,
    };
    const link = `https://vigil.example.org/confirm/${'x'.repeat(120)}?a=b`;
    const mail = composed(source, { name, link });
    lint(mail);
    const read = await PostalMime.parse(mail);
    expect(read.subject).toBe(`For ${name}`);
    expect(canonical(read.text ?? '')).toBe(`Dear ${name}, hello\n${link}`);
    const escaped = '&lt;b&gt;&quot;Zoë&quot; &amp; &#39;co&#39;&lt;/b&gt; = ازادی';
    expect(canonical(read.html ?? '')).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('refuses to leave with a hole in it', () => {
    expect(() => composed({ text: slot('link') })).toThrow(SlotUnfilled);
    expect(() => composed({ text: slot('constructor') })).toThrow(SlotUnfilled);
  });

  it('says that it is automatic, and names the list, only where it is so', () => {
    const list = { name: 'Updates on Ashraf', id: 'updates.ashraf.example.org' };
    const mail = composed(
      { automatic: true, list, text: slot('unsubscribe_url') },
      { unsubscribe_url: 'https://v.example/u/1' },
    );
    lint(mail);
    expect(mail.toString()).toContain(
      '\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n',
    );
    expect(mail.toString()).toContain(
      '\r\nList-Unsubscribe: <https://v.example/u/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    );
    expect(mail.toString()).toContain('List-Id: "Updates on Ashraf" <updates.ashraf.example.org>');
  });

  it('names a second way to leave on a line of its own, where there is one, and no address that could break out', () => {
    const list = { name: 'Updates', id: 'updates.ashraf.example.org' };
    const source = { list, text: slot('unsubscribe_url') };
    const to = (unsubscribe_address: string) =>
      composed(source, { unsubscribe_url: 'https://v.example/u/1', unsubscribe_address });
    const mail = to('unsubscribe+1@bounces.example.org');
    lint(mail);
    expect(mail.toString()).toContain(
      '\r\nList-Unsubscribe: <https://v.example/u/1>,\r\n <mailto:unsubscribe+1@bounces.example.org>\r\nList-Unsubscribe-Post: ',
    );
    for (const broken of [
      '',
      'a@b\r\nBcc: c@d',
      'a>,<https://evil.example>@b',
      'a b@c',
      `${'a'.repeat(65)}@b`,
    ])
      expect(() => to(broken)).toThrow('unsubscribe_address');
  });

  it('takes Persian and Arabic without loss in every part', async () => {
    const fa = 'ما خواستار آزادی فوری و بی‌قید و شرط هستیم. '.repeat(40);
    const mail = composed(
      {
        subject: `نامه دربارهٔ ${fa.slice(0, 120)}`,
        text: `${slot('name')}\n${fa}`,
        html: `<p dir="rtl">${slot('name')} ${fa}</p>`,
      },
      { name: 'سوزان' },
    );
    lint(mail);
    const read = await PostalMime.parse(mail);
    expect(canonical(read.text ?? '')).toBe(canonical(`سوزان\n${fa}`));
    expect(read.subject).toBe(`نامه دربارهٔ ${fa.slice(0, 120)}`.trim());
    for (const line of mail.toString().split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('carries the sender that the instance has when it is sent, and none of its own without one', async () => {
    const { pieces } = compileMail(unnamed);
    for (const from of [{ address: 'a@example.org', name: 'ناجی' }, { address: 'b@example.net' }]) {
      const mail = composeMail(pieces, { ...head, from }, {});
      lint(mail);
      expect((await PostalMime.parse(mail)).from).toMatchObject(from);
    }
    expect(() => composeMail(pieces, head, {})).toThrow(new SlotUnfilled('from'));
  });

  it('is the same content for the same letter, another for a changed one', () => {
    expect(compileMail(plain).sha256).toEqual(compileMail({ ...plain }).sha256);
    expect(compileMail(plain).sha256).not.toEqual(compileMail({ ...plain, text: 'Hello!\n' }).sha256);
  });
});

const evil = fc.string({ unit: 'binary', maxLength: 120 }).map((text) => text.replace(/[\uE0F1\uE0F2]/g, ''));
const spiced = fc.oneof(
  evil,
  fc
    .array(
      fc.oneof(
        evil,
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          '\u2028',
          '\u0085',
          '\0',
          '=?utf-8?Q?=0D=0ABcc:_v@x.example?=',
          '\r\nBcc: victim@example.com\r\n\r\n',
          '\r\n.\r\n',
          '"',
          '<',
          '>',
          ',',
        ),
      ),
    )
    .map((parts) => parts.join('').slice(0, 400)),
);
const single = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('whatever people type', () => {
  it('adds no header and no recipient, and reads back as one line', async () => {
    await fc.assert(
      fc.asyncProperty(spiced, spiced, spiced, spiced, async (subject, fromName, name, replyName) => {
        const mail = composed(
          {
            subject: `${subject} ${slot('name')}`,
            from: { address: 'vigil@example.org', name: fromName },
            replyTo: { address: 'team@example.org', name: replyName },
            text: `Dear ${slot('name')}`,
            html: `<p>${slot('name')}</p>`,
          },
          { name },
          { address: 'suzie@example.net', name },
        );
        lint(mail);
        const read = await PostalMime.parse(mail);
        expect(read.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
        expect(read.to?.map(({ address }) => address)).toEqual(['suzie@example.net']);
        expect(read.from?.address).toBe('vigil@example.org');
        expect(read.headers).toHaveLength(10);
        expect(single(read.subject ?? '')).toBe(
          single(`${subject} ${name}`.replace(/\p{Surrogate}/gu, '\uFFFD')),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('reads back in body parts exactly, apart from control characters', async () => {
    const kept = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
    const text = fc
      .string({ unit: 'grapheme', maxLength: 300 })
      .map((it) => kept(it.replace(/[\uE0F1\uE0F2]/g, '')));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (before, value, after) => {
        const mail = composed({ text: `${before}${slot('value')}${after}` }, { value });
        lint(mail);
        const read = await PostalMime.parse(mail);
        expect(canonical(read.text ?? '')).toBe(canonical(`${before}${value}${after}`));
      }),
      { numRuns: 300 },
    );
  });

  it('is read alike by a second implementation', () => {
    const name = 'Żółć «نام» 名前 =?utf-8?Q?x?= "q" \\';
    const mail = composed(
      {
        subject: `Für ${slot('name')}`.repeat(3),
        text: `Dear ${slot('name')},\n= end\n`,
        from: { address: 'vigil@example.org', name: 'Łódź, Vigil' },
      },
      { name },
    );
    const script = [
      'import sys, json, email, email.policy',
      'm = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)',
      'body = m.get_body(("plain",)).get_content()',
      'print(json.dumps([m["subject"], body, str(m["from"].addresses[0].display_name), m["to"].addresses[0].addr_spec, len(m.defects)]))',
    ].join('\n');
    const [subject, body, from, to, defects] = JSON.parse(
      execFileSync('python3', ['-c', script], { input: mail }).toString(),
    ) as [string, string, string, string, number];
    expect(subject).toBe(`Für ${name}`.repeat(3));
    expect(canonical(body)).toBe(`Dear ${name},\n= end`);
    expect(from).toBe('Łódź, Vigil');
    expect(to).toBe('suzie@example.net');
    expect(defects).toBe(0);
  });
});

describe('a slot', () => {
  it('is found by its name', () => {
    expect(slotsIn(`a ${slot('one')} b ${slot('two_2')} c ${slot('one')}`)).toEqual(['one', 'two_2']);
    expect(() => slot('no way')).toThrow();
  });
});
