import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { compileMail, type MailSource } from '../../../src/platform/mail/compile-mail.js';
import { composeMail } from '../../../src/platform/mail/compose-mail.js';
import { slot } from '../../../src/platform/mail/slots.js';
import { fieldNamesOf, HOSTILE_PIECES, hostileText } from '../../support/hostile-text.js';

const head = {
  to: { address: 'suzie@example.net', name: 'Suzie' },
  date: new Date('2026-11-24T12:00:00Z'),
  messageId: '<m1@example.org>',
  feedbackId: 'b:update:c:vigilexample',
};
const link = { unsubscribe_url: 'https://vigil.example.org/unsubscribe/x' };

/** A mail with every field there is, each from one of the texts. */
function written(texts: readonly string[]): {
  source: MailSource;
  to: string;
  slots: Record<string, string>;
} {
  const [from, replyTo, subject, list, extra, body, html, to, name = ''] = texts;
  return {
    source: {
      from: { address: 'vigil@example.org', name: from ?? '' },
      replyTo: { address: 'team@example.org', name: replyTo ?? '' },
      subject: `${subject} ${slot('name')}`,
      text: `${body}${slot('name')} ${slot('unsubscribe_url')}`,
      html: `<p title="${slot('name')}">${html}</p>`,
      locale: 'en',
      automatic: true,
      list: { name: list ?? '', id: 'updates.ashraf.example.org' },
      headers: { 'X-Campaign': extra ?? '', 'X-Name': slot('name') },
    },
    to: to ?? '',
    slots: { ...link, name },
  };
}

function compose(texts: readonly string[]): Buffer {
  const { source, to, slots } = written(texts);
  return composeMail(compileMail(source).pieces, { ...head, to: { ...head.to, name: to } }, slots);
}

const plain = Array<string>(9).fill('plain');
const expected = fieldNamesOf(compose(plain).toString('latin1'));

/** What must be so whatever the texts are. */
async function holds(mail: Buffer): Promise<void> {
  expect(fieldNamesOf(mail.toString('latin1'))).toEqual(expected);
  const read = await PostalMime.parse(mail);
  expect(read.to?.map(({ address }) => address)).toEqual(['suzie@example.net']);
  expect(read.from?.address).toBe('vigil@example.org');
  expect(read.replyTo?.map(({ address }) => address)).toEqual(['team@example.org']);
  expect([read.cc, read.bcc, read.attachments]).toEqual([undefined, undefined, []]);
  const header = (name: string) => read.headers.find(({ key }) => key === name)?.value;
  expect(header('list-unsubscribe')).toBe(`<${link.unsubscribe_url}>`);
  expect(header('feedback-id')).toBe(head.feedbackId);
  expect(header('content-language')).toBe('en');
}

describe('a text made to break out of its field', () => {
  it.each(HOSTILE_PIECES.map((piece) => [JSON.stringify(piece).slice(0, 60), piece]))(
    'adds no header, no recipient and no line, wherever it stands: %s',
    async (_name, piece) => {
      for (let field = 0; field < plain.length; field += 1) {
        await holds(compose(plain.with(field, `before ${piece} after`)));
        await holds(compose(plain.with(field, piece)));
      }
    },
  );

  it('nor does any mixture of such texts in all fields at once', async () => {
    const nine = fc.array(hostileText, { minLength: 9, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(nine, async (texts) => {
        await holds(compose(texts));
      }),
      { numRuns: 150 },
    );
  });

  it('is refused where only an address, a language, a list’s or a header’s name may stand', () => {
    const { source } = written(plain);
    for (const piece of HOSTILE_PIECES.filter((one) => /[\r\n\0]/.test(one))) {
      expect(() => compileMail({ ...source, from: { address: `a${piece}@example.org` } })).toThrow();
      expect(() => compileMail({ ...source, replyTo: { address: `a@example.org${piece}` } })).toThrow();
      expect(() => compileMail({ ...source, locale: `en${piece}` })).toThrow();
      expect(() => compileMail({ ...source, list: { name: 'x', id: `x${piece}` } })).toThrow();
      expect(() => compileMail({ ...source, headers: { [`X-A${piece}`]: 'x' } })).toThrow();
      const pieces = compileMail(source).pieces;
      const to = { address: `suzie@example.net${piece}` };
      expect(() => composeMail(pieces, { ...head, to }, { ...link, name: '' })).toThrow();
      const url = { unsubscribe_url: `${link.unsubscribe_url}${piece}`, name: '' };
      expect(() => composeMail(pieces, head, url)).toThrow();
    }
  });
});
