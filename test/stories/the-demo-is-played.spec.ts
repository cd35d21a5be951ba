import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { mailsTo, readMail } from '../support/mailbox.js';
import { type Service, startService } from '../support/service.js';

interface Told {
  readonly chapter: string;
  readonly what: string;
  readonly where: readonly string[];
}

const MAYOR = 'mayor@council.demo.example';
const JONAS = 'jonas@organizers.demo.example';

let service: Service;
let told: Told[];

const places = () => told.flatMap(({ where }) => where);
const lines = (text: string | undefined) => (text ?? '').replace(/\r\n/g, '\n').trimEnd();

/** A page of the console, as the organizer whose session it is. */
const visit = (path: string, cookie: string) => fetch(new URL(path, service.url), { headers: { cookie } });

beforeAll(async () => {
  service = await startService();
}, 120_000);

afterAll(async () => {
  await service.remove();
});

describe('the demo', () => {
  it('says that it needs a running service', async () => {
    await service.stop();
    const { code, stdout, stderr } = await service.vigil('demo');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^vigil: no service answers at \S+; start it with `npm start`.*\.\n$/);
    await service.start();
  }, 60_000);

  it('plays signing in three languages, a letter and an anniversary that falls on today', async () => {
    const played = await service.vigil('demo', '--json');
    expect([played.code, played.stderr]).toEqual([0, '']);
    told = JSON.parse(played.stdout) as Told[];
    expect([...new Set(told.map(({ chapter }) => chapter))]).toHaveLength(5);
    const progress: unknown = await (await fetch(`${service.url}/c/demo/progress.json`)).json();
    expect(progress).toMatchObject({ confirmed: 3 });
    expect(await mailsTo(service, MAYOR)).toHaveLength(2);
    const [anniversary] = await mailsTo(service, MAYOR);
    expect(anniversary?.subject).toMatch(/^The (3rd|4th) anniversary/);
    const audit = await service.vigil('audit', 'verify');
    expect(audit.code).toBe(0);
  }, 180_000);

  it('names places that are there', async () => {
    const pages = places().filter((place) => place.startsWith('http') && !place.includes('/console'));
    expect(pages.length).toBeGreaterThan(8);
    for (const place of pages) expect([place, (await fetch(place)).status]).toEqual([place, 200]);
  }, 60_000);

  it('shows in the console exactly what was sent', async () => {
    const link = places().find((place) => place.includes('/console/sign-in/'));
    const signedIn = await fetch(link ?? '', { method: 'POST', redirect: 'manual' });
    expect(signedIn.status).toBe(303);
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page =
      places()
        .find((place) => place.includes('/console/mailings/'))
        ?.split(' ')[0] ?? '';
    const markup = await (await visit(page, cookie)).text();
    expect(markup).toContain(MAYOR);
    const [, , letters] = await Promise.all([
      visit('/console', cookie).then(({ status }) => {
        expect(status).toBe(200);
      }),
      visit('/console/mailings', cookie).then(({ status }) => {
        expect(status).toBe(200);
      }),
      visit('/console/letters', cookie).then((answer) => answer.text()),
    ]);
    expect(letters).toContain('to-the-town');

    const previews = [...markup.matchAll(/src="(\/console\/mailings\/[^"]+\/)html"/g)].map(
      ([, path]) => path,
    );
    expect(previews).toHaveLength(2);
    const shown = await Promise.all(
      previews.map(async (path) => {
        const html = await visit(`${path ?? ''}html`, cookie);
        expect(html.headers.get('content-security-policy')).toContain('sandbox');
        return {
          html: lines(await html.text()),
          text: lines(await (await visit(`${path ?? ''}text`, cookie)).text()),
        };
      }),
    );
    const mails = await mailsTo(service, MAYOR);
    const sent = await readMail(service, mails.at(-1)?.id ?? '');
    expect(shown).toContainEqual({ html: lines(sent.html), text: lines(sent.text) });
  }, 60_000);

  it('refuses to be played twice, goes without a trace, and can be played again', async () => {
    const again = await service.vigil('demo');
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toContain('--clean');

    const cleaned = await service.vigil('demo', '--clean', '--json');
    expect(JSON.parse(cleaned.stdout)).toEqual({ campaign: true, organizers: 2, mails: 7 });
    await eventually(async () => (await fetch(`${service.url}/c/demo`)).status === 404);
    expect(await mailsTo(service, 'demo.example')).toEqual([]);
    expect((await service.vigil('organizer', 'sign-in', JONAS)).code).toBe(1);
    expect(await service.vigil('audit', 'verify')).toMatchObject({ code: 0, stderr: '' });
    expect((await service.vigil('campaign', 'list', '--json')).stdout).not.toContain('"demo"');

    expect(await service.vigil('demo', '--json')).toMatchObject({ code: 0, stderr: '' });
  }, 180_000);
});
