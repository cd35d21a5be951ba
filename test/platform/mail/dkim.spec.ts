import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileMail } from '../../../src/platform/mail/compile-mail.js';
import { composeMail } from '../../../src/platform/mail/compose-mail.js';
import {
  bodyHash,
  headerFields,
  relaxedBody,
  relaxedField,
} from '../../../src/platform/mail/dkim/canonical.js';
import { MailSigner } from '../../../src/platform/mail/dkim/mail-signer.js';
import { publicRecord } from '../../../src/platform/mail/dkim/public-record.js';
import { canonicalFields, placesOf } from '../../../src/platform/mail/dkim/signed-fields.js';
import { signBytes } from '../../../src/platform/mail/dkim/signature.js';
import { dkimKeys, type TestKeys } from '../../support/dkim-keys.js';

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const relaxed = (body: string) => Buffer.from(relaxedBody(Buffer.from(body, 'latin1'))).toString('latin1');
const at = new Date('2026-11-28T08:00:00Z');

let keys: TestKeys;

beforeAll(async () => {
  keys = await dkimKeys();
});

function mailFrom(address: string, list = false): Buffer {
  const source = {
    from: { address, name: 'Vigil' },
    subject: 'Hello',
    text: 'Hello\n',
    html: '<p>Hello</p>',
    locale: 'en',
    automatic: true,
    ...(list ? { list: { name: 'Updates', id: 'updates.example.org' } } : {}),
  };
  const head = {
    to: { address: 'suzie@example.net' },
    date: at,
    messageId: '<m1@example.org>',
    feedbackId: 'b:update:c:vigilexample',
  };
  return composeMail(compileMail(source).pieces, head, { unsubscribe_url: 'https://v.example/u/1' });
}

const signatureOf = (mail: Buffer) => {
  const fields = headerFields(mail.toString('latin1', 0, mail.indexOf('\r\n\r\n') + 2));
  return fields.filter(({ name }) => name === 'dkim-signature');
};
const tagsOf = (raw: string) =>
  new Map(
    raw
      .slice(raw.indexOf(':') + 1)
      .replace(/\s+/g, '')
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)] as const),
  );

describe('canonical form', () => {
  it('is that of the examples of RFC 6376, section 3.4.5', () => {
    const fields = headerFields('A: X\r\nB : Y\t\r\n\tZ  \r\n');
    expect(fields.map(relaxedField)).toEqual(['a:X', 'b:Y Z']);
    expect(relaxed(' C \r\nD \t E\r\n\r\n\r\n')).toBe(' C\r\nD E\r\n');
  });

  it('of a body without content is nothing, and a missing line end is added', () => {
    expect(relaxed('\r\n\r\n')).toBe('');
    expect(relaxed(' \t\r\n')).toBe('');
    expect(relaxed('a')).toBe('a\r\n');
    expect(bodyHash(Buffer.alloc(0))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });

  it('is what the rules say, for any body', () => {
    const byRule = (body: string) => {
      const out = body
        .replace(/[ \t]+(?=\r\n|$)/g, '')
        .replace(/[ \t]+/g, ' ')
        .replace(/(?:\r\n)*$/, '\r\n');
      return out === '\r\n' ? '' : out;
    };
    const piece = fc.constantFrom(' ', '\t', '\r\n', '\r', '\n', 'a', '=', '\u00a0', '.', '\0');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const body = pieces.join('');
        expect(relaxed(body)).toBe(byRule(body));
      }),
      { numRuns: 2_000 },
    );
  });
});

// RFC 8463, appendix A.
const football = {
  fields: headerFields(
    crlf(`From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>
`),
  ),
  body: crlf('Hi.\n\nWe lost the game.  Are you hungry yet?\n\nJoe.\n'),
  names: 'from to subject date message-id from subject date'.split(' '),
  bodyHash: '2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=',
};

describe('the example of RFC 8463', () => {
  const text = (unsigned: string) =>
    Buffer.from(
      canonicalFields(placesOf(football.names, football.fields), football.fields) +
        relaxedField({ name: 'dkim-signature', raw: crlf(unsigned) }),
      'latin1',
    );

  it('has this body hash', () => {
    expect(bodyHash(Buffer.from(football.body))).toBe(football.bodyHash);
  });

  it('gets this very signature from its Ed25519 key', async () => {
    const seed = Buffer.from('nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=', 'base64');
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    expect(publicRecord(key)).toBe('v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=');
    const unsigned = `DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=${football.bodyHash};
 b=`;
    const signing = { domain: '', selector: '', algorithm: 'ed25519-sha256', key } as const;
    expect((await signBytes(signing, text(unsigned))).toString('base64')).toBe(
      '/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
    );
  });

  it('bears the signature of its RSA key', () => {
    const published =
      'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB';
    const key = createPublicKey({ key: Buffer.from(published, 'base64'), format: 'der', type: 'spki' });
    const unsigned = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=${football.bodyHash};
 b=`;
    const signature =
      'F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=';
    expect(verify('sha256', text(unsigned), key, Buffer.from(signature, 'base64'))).toBe(true);
  });
});

describe('a signed mail', () => {
  it('begins with its signatures, on short lines, and is otherwise as it was', async () => {
    const mail = mailFrom('vigil@example.org', true);
    const signed = await keys.signer.sign(mail, at);
    const signatures = signatureOf(signed);
    expect(signatures).toHaveLength(2);
    expect(signed.toString('latin1')).toBe(
      signatures.map(({ raw }) => raw).join('') + mail.toString('latin1'),
    );
    for (const { raw } of signatures) {
      expect(raw).toMatch(/^DKIM-Signature: v=1; a=(rsa|ed25519)-sha256; c=relaxed\/relaxed;\r\n/);
      for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
    }
    const [rsa, ed25519] = signatures.map(({ raw }) => tagsOf(raw));
    expect([...rsa!.keys()]).toEqual(['v', 'a', 'c', 'd', 's', 't', 'h', 'bh', 'b']);
    expect(rsa!.get('d')).toBe('example.org');
    expect(rsa!.get('t')).toBe(String(at.getTime() / 1000));
    expect([rsa!.get('s'), ed25519!.get('s')]).toEqual(['test', 'test-ed']);
    expect(ed25519!.get('a')).toBe('ed25519-sha256');
  });

  it('names the whole list of fields, the dangerous ones once more than present', async () => {
    const list =
      'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID:Auto-Submitted';
    const names = async (isList: boolean) =>
      tagsOf(
        signatureOf(await keys.signer.sign(mailFrom('vigil@example.org', isList), at))[0]?.raw ?? '',
      ).get('h');
    expect(await names(false)).toBe(`${list}:From:Subject:Date:To`);
    expect(await names(true)).toBe(`${list}:From:Subject:Date:To:List-Unsubscribe:List-Unsubscribe-Post`);
  });

  it('is signed by the keys of its From domain alone', async () => {
    const other = await dkimKeys('campaign.example.net');
    const signer = await MailSigner.open([keys.dkim, other.dkim]);
    for (const domain of ['example.org', 'campaign.example.net']) {
      const mail = await signer.sign(mailFrom(`vigil@${domain.toUpperCase()}`), at);
      expect(signatureOf(mail).map(({ raw }) => tagsOf(raw).get('d'))).toEqual([domain, domain]);
    }
  });

  it('does not leave unsigned when no key is for its sender', async () => {
    await expect(keys.signer.sign(mailFrom('vigil@elsewhere.example'), at)).rejects.toThrow(
      "no DKIM key is for the sender's domain elsewhere.example",
    );
  });

  it('is the same mail where no domain signs', async () => {
    const mail = mailFrom('vigil@example.org');
    expect(await (await MailSigner.open([])).sign(mail, at)).toBe(mail);
  });

  it('is made off the main thread: many at once, each with its own signature', async () => {
    const mails = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        keys.signer.sign(mailFrom('vigil@example.org'), new Date(at.getTime() + n * 1000)),
      ),
    );
    expect(new Set(mails.map((mail) => tagsOf(signatureOf(mail)[0]?.raw ?? '').get('b'))).size).toBe(40);
  });
});
