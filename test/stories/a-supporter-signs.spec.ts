import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn, mailsTo, newestMailTo } from '../support/mailbox.js';
import { type Service, startService } from '../support/service.js';

interface Progress {
  readonly confirmed: number;
}

let service: Service;

beforeAll(async () => {
  service = await startService();
}, 120_000);

afterAll(async () => {
  await service.remove();
});

async function sign(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${service.url}${path}/signatures`, {
    method: 'POST',
    body: new URLSearchParams({ visibility: 'counted', country: 'DE', comment: '', ...fields }),
    redirect: 'manual',
  });
}

/** Bytes of an answer as they travel, compressed. */
function weight(path: string): Promise<{ bytes: number; text: string }> {
  return new Promise((done, fail) => {
    get(service.url + path, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        const zipped = answer.headers['content-encoding'] === 'gzip';
        done({ bytes: body.length, text: zipped ? gunzipSync(body).toString() : '' });
      });
    }).on('error', fail);
  });
}

const nameOf = (path: string) => path.replace(/\/assets\/([\w-]+)\.[\w-]{12}\./, '$1.');

async function confirmed(): Promise<number> {
  const answer = await fetch(`${service.url}/c/ashraf/progress.json`);
  return ((await answer.json()) as Progress).confirmed;
}

describe('a supporter signs', () => {
  it.each([
    ['en', ['newsreader.woff2', 'public-sans.woff2']],
    ['fa', ['vazirmatn.woff2', 'font-first.js']],
    ['ar', ['vazirmatn.woff2', 'font-first.js']],
  ])('waits for less than 60 kB in %s, with all that the page loads at first', async (locale, own) => {
    const page = await weight(`/${locale}/c/ashraf`);
    const linked = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    const style = await weight(linked.find((path) => path.endsWith('.css')) ?? '');
    // A browser takes of the style sheet's fonts those that its letters need.
    const needed = [...style.text.matchAll(/url\('(\/assets\/[^']+)'\)/g)]
      .map(([, path = '']) => path)
      .filter((path) => own.includes(nameOf(path)));
    const module = linked.find((path) => path.includes('/font-first.'));
    const imported = module ? [...(await weight(module)).text.matchAll(/import '([^']+)'/g)] : [];
    const files = [...new Set([...linked, ...needed, ...imported.map(([, path = '']) => path)])];
    expect(files.map(nameOf).sort()).toEqual([...own, 'form.js', 'icon.svg', 'proof.js', 'site.css'].sort());
    const weights = await Promise.all(files.map(weight));
    expect(weights.reduce((sum, { bytes }) => sum + bytes, page.bytes)).toBeLessThan(60_000);
  });

  it('reads the campaign, signs, follows the link, presses the button and is counted', async () => {
    const page = await fetch(`${service.url}/c/ashraf`, { headers: { 'accept-language': 'en' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html lang="en" dir="ltr"');
    const before = await confirmed();

    const answer = await sign('/c/ashraf', { name: 'Suzie Keen', email: 'suzie@example.org', locale: 'en' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/\/c\/ashraf\/check-your-mail$/);

    const mail = await newestMailTo(service, 'suzie@example.org');
    const link = confirmLinkIn(mail);
    const neutral = await fetch(link);
    expect(neutral.status).toBe(200);
    expect(await confirmed()).toBe(before);

    const thanks = await fetch(link, { method: 'POST' });
    expect(thanks.status).toBe(200);
    await eventually(async () => (await confirmed()) === before + 1);

    const again = await fetch(link, { method: 'POST' });
    expect(again.status).toBe(200);
  });

  it('signs in Persian, right to left, and gets the mail and its page in Persian', async () => {
    const page = await fetch(`${service.url}/fa/c/ashraf`);
    expect(await page.text()).toContain('<html lang="fa" dir="rtl"');
    const answer = await sign('/fa/c/ashraf', { name: 'پریسا', email: 'parisa@example.org', locale: 'fa' });
    expect(answer.headers.get('location')).toMatch(/\/fa\/c\/ashraf\/check-your-mail$/);
    const mail = await newestMailTo(service, 'parisa@example.org');
    expect(mail.html).toMatch(/dir="rtl"/);
    expect(confirmLinkIn(mail)).toContain('/fa/confirm/');
  });

  it('is counted once, however often the form is sent or the link opened', async () => {
    const before = await confirmed();
    await sign('/c/ashraf', { name: 'Ana Once', email: 'ana@example.org', locale: 'en' });
    const first = confirmLinkIn(await newestMailTo(service, 'ana@example.org'));
    await Promise.all(Array.from({ length: 20 }, () => fetch(first, { method: 'POST' })));
    await eventually(async () => (await confirmed()) === before + 1);
    await sign('/c/ashraf', { name: 'Ana Once', email: 'Ana@Example.org', locale: 'en' });
    await newestMailTo(service, 'ana@example.org', 2);
    await sign('/c/ashraf', { name: 'Bo Next', email: 'bo@example.org', locale: 'en' });
    await fetch(confirmLinkIn(await newestMailTo(service, 'bo@example.org')), { method: 'POST' });
    await eventually(async () => (await confirmed()) === before + 2);
    expect(await mailsTo(service, 'ana@example.org')).toHaveLength(2);
  });

  it('gets one and the same answer for a new, a pending and a confirmed address', async () => {
    const answers: string[] = [];
    for (const email of ['new-one@example.org', 'parisa@example.org', 'suzie@example.org']) {
      const answer = await sign('/c/ashraf', { name: 'Someone', email, locale: 'en' });
      const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
      answers.push(JSON.stringify([answer.status, headers, await answer.text()]));
    }
    expect(new Set(answers).size).toBe(1);
  });
});
