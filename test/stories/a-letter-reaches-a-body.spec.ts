import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { eventually } from '../support/eventually.js';
import { newestMailTo } from '../support/mailbox.js';
import { sendMail } from '../support/send-mail.js';
import { freePort, type Service, startService } from '../support/service.js';

interface Planned {
  readonly id: string;
  readonly sha256: string;
}

interface Status {
  readonly state: string;
  readonly seats: readonly { readonly address: string; readonly state: string | null }[];
}

interface Answer {
  readonly id: string;
  readonly kind: string;
  readonly waits: boolean;
  readonly from: string;
  readonly text: string;
}

const ANNA = 'anna@organizers.example';
const OMID = 'omid@organizers.example';

let service: Service;
let inbound: number;

/** What a command answers; it has to succeed. */
async function vigil<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await service.vigil(...args, '--json');
  if (code !== 0) throw new Error(`vigil ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

beforeAll(async () => {
  inbound = await freePort();
  service = await startService({ VIGIL_INBOUND_LISTEN: `smtp://127.0.0.1:${inbound}` });
  // Seats that are open day and night, so that the story does not depend on the hour it is told.
  await vigil('campaign', 'import', resolve('templates/campaigns/demo.yaml'));
  await vigil('campaign', 'open', 'demo');
  for (const [email, name] of [
    [ANNA, 'Anna'],
    [OMID, 'Omid'],
  ] as const) {
    await vigil('organizer', 'invite', email, '--name', name);
    await vigil('organizer', 'grant', email, 'demo', '--role', 'organizer');
  }
}, 120_000);

afterAll(async () => {
  await service.remove();
});

describe('a letter reaches a body', () => {
  it('after one organizer submitted and another approved, in the language of each seat', async () => {
    await vigil('letter', 'submit', 'demo', 'to-the-town', '--as', ANNA);
    const own = await service.vigil('letter', 'approve', 'demo', 'to-the-town', '--as', ANNA);
    expect([own.code, own.stderr.trim().split('\n')]).toEqual([1, [expect.any(String)]]);
    await vigil('letter', 'approve', 'demo', 'to-the-town', '--as', OMID);

    const old = '--acknowledge-old-statuses';
    const planned = await vigil<Planned>('mailing', 'plan', 'demo', 'to-the-town', old, '--as', ANNA);
    const submitted = await vigil<Planned>('mailing', 'submit', planned.id, '--as', ANNA);
    const self = await service.vigil('mailing', 'approve', planned.id, '--as', ANNA);
    expect(self.code).toBe(1);
    const blind = await service.vigil(
      'mailing',
      'approve',
      planned.id,
      '--seen',
      '0'.repeat(64),
      '--as',
      OMID,
    );
    expect(blind.code).toBe(1);
    await vigil('mailing', 'approve', planned.id, '--seen', submitted.sha256, '--as', OMID);

    const toTheMayor = await newestMailTo(service, 'mayor@council.demo.example');
    expect(toTheMayor.text).toContain('Dear Mayor,');
    expect(toTheMayor.text).toMatch(
      /The doors open again.*Open for [\d,]+ days, since 15 January 2023; unmet as of/,
    );
    expect(toTheMayor.text).toContain('A public hearing');
    expect(toTheMayor.source).not.toMatch(/^List-Unsubscribe:/m);
    const toTheChair = await newestMailTo(service, 'chair@library-board.demo.example');
    expect(toTheChair.html).toContain('<html lang="ar" dir="rtl">');
    expect(toTheChair.text).not.toContain('جلسة استماع علنية');

    const status = await eventually(async () => {
      const now = await vigil<Status>('mailing', 'status', planned.id, '--as', OMID);
      return now.seats.every(({ state }) => state === 'accepted') && now;
    }, 20_000);
    expect(status.seats.map(({ address }) => address).sort()).toEqual([
      'chair@library-board.demo.example',
      'mayor@council.demo.example',
    ]);
  }, 120_000);

  it('whose staff answer: the campaign finds the words waiting, and nobody else does', async () => {
    const letter = await newestMailTo(service, 'mayor@council.demo.example');
    const source = `From: Desk <desk@council.demo.example>
To: vigil@localhost
Subject: Re: ${letter.subject ?? ''}
Message-ID: <1@council.demo.example>
In-Reply-To: ${letter.messageId ?? ''}
Content-Type: text/plain; charset=utf-8

The hearing is on the 14th.
`;
    await sendMail(inbound, { from: 'desk@council.demo.example', to: 'vigil@localhost', source });
    const [answer] = (await vigil<{ items: Answer[] }>('answer', 'list', '--as', ANNA)).items;
    expect(answer).toMatchObject({ kind: 'reply', waits: true });
    const opened = await vigil<Answer>('answer', 'show', answer?.id ?? '', '--as', ANNA);
    expect(opened).toMatchObject({
      from: 'desk@council.demo.example',
      text: 'The hearing is on the 14th.\n',
    });

    await vigil('organizer', 'invite', 'other@organizers.example', '--name', 'Other');
    expect(
      (await vigil<{ items: Answer[] }>('answer', 'list', '--as', 'other@organizers.example')).items,
    ).toEqual([]);
    const stranger = await service.vigil(
      'answer',
      'show',
      answer?.id ?? '',
      '--as',
      'other@organizers.example',
    );
    expect(stranger.code).toBe(1);

    await vigil('answer', 'settle', answer?.id ?? '', '--as', OMID);
    expect((await vigil<{ items: Answer[] }>('answer', 'list', '--as', ANNA)).items).toMatchObject([
      { waits: false },
    ]);
  }, 60_000);

  it('whose answer the public reads as the campaign sums it up, beside the letters that were sent', async () => {
    const [answer] = (await vigil<{ items: Answer[] }>('answer', 'list', '--as', ANNA)).items;
    const words = (text: string) => ['en', 'fa', 'ar'].map((locale) => `${locale}=${text}`);
    await vigil(
      ...['answer', 'release', 'demo', 'demo-council', '--on', '2026-11-20', '--mail', answer?.id ?? ''],
      ...['--summary', ...words('A hearing will be held.'), '--source', ...words('Mail of the council')],
      ...['--as', OMID],
    );
    const page = await eventually(async () => {
      const text = await (await fetch(`${service.url}/en/bodies/demo-council`)).text();
      return text.includes('A hearing will be held.') && text.includes('letter-words') && text;
    }, 100_000);
    expect(page).toContain('Mail of the council');
    expect(page).toContain('The doors open again');
    expect(page).not.toMatch(/Dear Mayor|@council|The hearing is on the 14th/);
    const feed = await (await fetch(`${service.url}/en/c/demo/feed.atom`)).text();
    expect(feed).toContain('Answer of The Council of Harbour Town');
    await vigil('answer', 'take-back', 'demo', '1', '--as', ANNA);
    expect((await service.vigil('answer', 'take-back', 'demo', '1', '--as', ANNA)).code).toBe(1);
  }, 120_000);

  it('takes no mail for other domains: it is no open relay', async () => {
    const stray = sendMail(inbound, { from: 'x@a.example', to: 'y@b.example', source: 'Subject: x\n\nx' });
    await expect(stray).rejects.toThrow(/relaying is not allowed/);
  });
});
