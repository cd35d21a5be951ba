import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn, newestMailTo } from '../support/mailbox.js';
import { askDatabaseOf } from '../support/own-database.js';
import { type Service, startService } from '../support/service.js';

let service: Service;
/** One address of each standing in the campaign. */
const addresses = {
  unknown: 'nobody1@example.org',
  pending: 'pending@example.org',
  confirmed: 'confirm@example.org',
  withdrawn: 'withdrn@example.org',
  held: 'thehold@example.org',
  suppressed: 'suppres@example.org',
  disposable: 'someone@mailinator.com',
};
const tokens: Record<string, string> = {};

/** An answer with every byte of it, but what names this one request. */
async function answerTo(
  path: string,
  fields: Record<string, string> | null,
  headers: Record<string, string> = {},
): Promise<string> {
  const body = fields === null ? '' : new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      `${service.url}${path}`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': body.length,
          ...headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const lines = answer.rawHeaders.map((value, n) => (n % 2 ? `${value}\r\n` : `${value}: `)).join('');
          const same = lines.replace(
            /^(date|x-request-id): .*\r\n/gim,
            (_, name: string) => `${name}: …\r\n`,
          );
          resolve(`${answer.statusCode}\r\n${same}\r\n${Buffer.concat(chunks).toString('latin1')}`);
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const form = (email: string) => ({ name: 'Suzie Keen', email, visibility: 'counted' });

async function signs(email: string): Promise<string> {
  await answerTo('/c/ashraf/signatures', form(email));
  const link = confirmLinkIn(await newestMailTo(service, email));
  return new URL(link).pathname.split('/').at(-1)!;
}

beforeAll(async () => {
  service = await startService();
  for (const standing of ['pending', 'confirmed', 'withdrawn', 'held', 'suppressed'] as const) {
    tokens[standing] = await signs(addresses[standing]);
    if (['confirmed', 'withdrawn', 'held'].includes(standing)) {
      await answerTo(`/confirm/${tokens[standing]}`, null);
    }
  }
  const notMe =
    (await newestMailTo(service, addresses.suppressed)).text?.match(/\/not-me\/(\S{43})/)?.[1] ?? '';
  await answerTo(`/not-me/${notMe}`, null);
  const mine = await askDatabaseOf<{ n: number }>(
    service,
    `UPDATE signature SET held = 'quarantined', hold_reasons = '{burst}'
      WHERE confirm_hash = sha256(convert_to('token/v1', 'UTF8') || '\\x00' || convert_to($1, 'UTF8')) RETURNING 1 AS n`,
    [tokens.held],
  );
  expect(mine).toHaveLength(1);
  const gone = await askDatabaseOf<{ n: number }>(
    service,
    `UPDATE signature SET state = 'withdrawn', ended_on = current_date
      WHERE confirm_hash = sha256(convert_to('token/v1', 'UTF8') || '\\x00' || convert_to($1, 'UTF8')) RETURNING 1 AS n`,
    [tokens.withdrawn],
  );
  expect(gone).toHaveLength(1);
  await eventually(async () => {
    const [row] = await askDatabaseOf<{ n: number }>(
      service,
      'SELECT count(*)::integer AS n FROM suppression',
    );
    return row?.n === 1;
  });
}, 90_000);

afterAll(async () => {
  await service.remove();
});

const standings = Object.keys(addresses) as (keyof typeof addresses)[];

async function equalAnswers(ask: (email: string) => Promise<string>): Promise<string> {
  const answers = new Map<string, string[]>();
  for (const round of [1, 2]) {
    for (const standing of standings) {
      const answer = await ask(addresses[standing]);
      answers.set(answer, [...(answers.get(answer) ?? []), `${standing} ${round}`]);
    }
  }
  expect([...answers.values()]).toHaveLength(1);
  return [...answers.keys()][0]!;
}

describe('whoever asks about an address learns nothing: every byte of the answer is the same', () => {
  it('to a signature, from a form and from a machine', async () => {
    const page = await equalAnswers((email) => answerTo('/c/ashraf/signatures', form(email)));
    expect(page).toMatch(/^303\r\n/);
    const json = await equalAnswers((email) =>
      answerTo('/c/ashraf/signatures', form(email), { accept: 'application/json' }),
    );
    expect(json).toMatch(/^202\r\n/);
  });

  it('to the wish for another mail', async () => {
    const answer = await equalAnswers((email) => answerTo('/c/ashraf/check-your-mail', { email }));
    expect(answer).toMatch(/^303\r\n/);
  });

  it('to the wish for the link to my signature', async () => {
    const answer = await equalAnswers((email) => answerTo('/me', { email }));
    expect(answer).toMatch(/^200\r\n/);
  });

  it('to a confirmation whose token does nothing: never made, of a withdrawn one, of a disowned one, no token at all', async () => {
    const gone = [
      randomBytes(32).toString('base64url'),
      tokens.withdrawn!,
      tokens.suppressed!,
      'x',
      'A'.repeat(43),
    ];
    const answers = await Promise.all(gone.map((token) => answerTo(`/confirm/${token}`, null)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^410\r\n/);
  });

  it('to a confirmation that is done, whether the signature is held or not, but for the link to the own page', async () => {
    const answers = await Promise.all(
      [tokens.confirmed!, tokens.held!].map(async (token) =>
        (await answerTo(`/confirm/${token}`, null)).replace(/\/me\/[\w-]{43}/g, '/me/…'),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^200\r\n/);
  });
});
