import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({ listen: true });
}, 60_000);

afterAll(() => world.close());

const formType = 'application/x-www-form-urlencoded';
const good = { name: 'Suzie Keen', email: 'suzie@example.org', comment: 'Kept as typed' };
const encoded = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

async function post(body: string | Buffer, type = formType, path = '/c/sample/signatures') {
  const answer = await fetch(`${world.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, accept: type === formType ? 'text/html' : '*/*' },
    body: Buffer.from(body),
    redirect: 'manual',
  });
  return { status: answer.status, text: await answer.text() };
}

const cases: readonly (readonly [what: string, fields: Record<string, string>, field: string, message: string])[] = [
  ['a missing name', { name: '' }, 'name', 'Please enter your name.'],
  ['a name of spaces', { name: '  \t ' }, 'name', 'Please enter your name.'],
  ['a name without a letter', { name: '12345' }, 'name', 'Please enter a name with letters in it.'],
  ['a name too long', { name: 'a'.repeat(101) }, 'name', 'Name: at most 100 characters, please.'],
  ['a control character', { name: 'Su\u0007zie' }, 'name', 'Name: there were characters that cannot be seen.'],
  ['NUL', { name: 'Su\u0000zie' }, 'name', 'Name: there were characters that cannot be seen.'],
  ['a bidirectional override', { name: 'Su\u202Ezie' }, 'name', 'Name: there were characters that cannot be seen.'],
  ['a zero-width space', { comment: 'a\u200Bb' }, 'comment', 'Comment: there were characters that cannot be seen.'],
  ['a line break in a name', { name: 'Suzie\r\nBcc: v@example.org' }, 'name', 'Name: please write it on one line.'],
  ['markup in a name', { name: '<script>alert(1)</script>' }, 'name', 'Name: please write it without &lt; and >'],
  ['no address', { email: '' }, 'email', 'Please enter your e-mail address.'],
  ['half an address', { email: 'suzie@' }, 'email', 'No mail can be sent to this address.'],
  ['two addresses', { email: 'a@example.org,b@example.org' }, 'email', 'No mail can be sent to this address.'],
  ['a header in an address', { email: 'a@example.org\r\nBcc: v@example.org' }, 'email', 'E-mail address: please write it on one line.'],
  ['an address too long', { email: `${'a'.repeat(300)}@example.org` }, 'email', 'E-mail address: at most 254 characters'],
  ['a comment too long', { comment: '😀'.repeat(1001) }, 'comment', 'Comment: at most 1,000 characters'],
  ['an unknown country', { country: 'ZZ' }, 'country', 'Please choose one of the answers offered.'],
  ['an unknown visibility', { visibility: 'everyone' }, 'visibility', 'Please choose one of the answers offered.'],
  ['unknown news', { news: 'maybe' }, 'news', 'Please choose one of the answers offered.'],
  ['an unknown language', { locale: 'xx' }, 'locale', 'Please choose one of the answers offered.'],
]; // prettier-ignore

describe('bad input', () => {
  it.each(cases)('%s comes back filled in, with a message', async (_what, fields, field, message) => {
    const { status, text } = await post(encoded({ ...good, ...fields }));
    expect(status).toBe(422);
    expect(text).toContain(`<a href="#f-${field}">${message}`);
    if (!('name' in fields)) expect(text).toContain('value="Suzie Keen"');
    if (!('comment' in fields)) expect(text).toContain('Kept as typed</textarea>');
    expect(text).not.toMatch(/<script(?! src="\/assets\/)/);
    expect(await world.forms()).toEqual([]);
  });

  it('that cannot be read (wrong encoding) is refused with what could be read kept', async () => {
    const latin1 = Buffer.concat([
      Buffer.from('name=Zo'),
      Buffer.from([0xeb]),
      Buffer.from('&email=z@example.org'),
    ]);
    for (const body of [latin1, 'name=Zo%EB&email=z@example.org', 'name=Zo%ED%A0%80&email=z@example.org']) {
      const { status, text } = await post(body);
      expect(status).toBe(422);
      expect(text).toContain('Name: some characters could not be read.');
      expect(text).toContain('value="Zo"');
      expect(text).toContain('value="z@example.org"');
    }
    expect((await post(Buffer.from('ÿþ', 'utf16le'))).status).toBe(422);
  });

  it('sent twice is shown once and asked about', async () => {
    const { status, text } = await post(`${encoded(good)}&name=Another&email=other@example.org`);
    expect(status).toBe(422);
    expect(text).toContain('Name: it was sent more than once.');
    expect(text).toContain('value="Suzie Keen"');
    expect(
      (await post('locale=en&locale=fa&news=yes&news=yes&stamp=a&stamp=b&website=&website=')).status,
    ).toBe(422);
  });

  it('welcomes characters of four bytes, joiners and every script', async () => {
    const welcome = ['𠮷田 太郎', 'علی‌رضا', 'Zoë 👩‍🚀', 'Ṭhākura', 'Ng'];
    for (const name of welcome) {
      expect((await post(encoded({ ...good, name, comment: '🕯️ ۱۳۹۲ <3' }))).status).toBe(303);
    }
    const taken = (await world.forms()).map(({ form }) => form.name).sort();
    expect(taken).toEqual([...welcome].sort());
  });

  it('as JSON is pointed at, however deep, odd or large it is', async () => {
    const json = 'application/json';
    const bodies: (readonly [string, number])[] = [
      [JSON.stringify(good), 202],
      ['{', 422],
      ['null', 422],
      ['[]', 422],
      ['"text"', 422],
      ['{"name":{"__proto__":1},"email":["a@example.org"]}', 422],
      ['{"__proto__":{"name":"x","email":"x@example.org"}}', 422],
      [`{"name":"\\ud800","email":"x@example.org"}`, 422],
      [`{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 422],
      [`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 422],
      [JSON.stringify({ ...good, extra: '['.repeat(20_000) }), 202],
      [`{"name":"${'a'.repeat(10 * 1024 * 1024)}"}`, 413],
    ];
    for (const [body, status] of bodies) expect((await post(body, json)).status).toBe(status);
    expect(await world.forms()).toHaveLength(2);
  });

  it('of 10 MB is answered with a page, and so is what is no form at all', async () => {
    const { status, text } = await post(`name=${'a'.repeat(10 * 1024 * 1024)}`);
    expect(status).toBe(413);
    expect(text).toContain('That is too much at once');
    expect((await post('name=x', 'text/plain')).status).toBe(415);
    expect((await post('--x\r\n', 'multipart/form-data; boundary=x')).status).toBe(422);
  });

  it('on every other form and address is no server error either', async () => {
    const nasty = [
      '',
      '%',
      '%00',
      '%ff',
      'email=%00',
      'email[]=a',
      'code=%F0%9F%98%80',
      `code=${'9'.repeat(50_000)}`,
    ];
    for (const path of [
      '/c/sample/check-your-mail',
      '/me',
      '/confirm',
      '/confirm/%00',
      '/confirm/a',
      '/withdraw/x',
    ]) {
      for (const body of nasty) {
        const { status } = await post(body, formType, path);
        expect([200, 303, 400, 404, 410, 422, 429]).toContain(status);
      }
    }
    expect(world.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
    await world.forms();
  });
});
