import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { parse, stringify } from 'yaml';
import { eventually } from '../support/eventually.js';
import { fieldNamesOf, HOSTILE_PIECES } from '../support/hostile-text.js';
import { type Service, startService } from '../support/service.js';
import { type SmtpSink, smtpSink, type SunkMail } from '../support/smtp-sink.js';

const ANNA = 'anna@organizers.example';
const OMID = 'omid@organizers.example';
/** What a file of an organizer may hold besides breaks, which its reader refuses or joins. */
const ODD = `\u202e =?utf-8?Q?=0D=0ABcc:_victim@example.com?= \u{1f56f} <victim@example.com>, "x" \\ ${'\u0627'.repeat(60)}`;

let service: Service;
let sink: SmtpSink;
let folder: string;

beforeAll(async () => {
  sink = await smtpSink();
  folder = mkdtempSync(join(tmpdir(), 'vigil-words-'));
  service = await startService({ SMTP_URL: sink.url });
}, 120_000);

afterAll(async () => {
  await service.remove();
  await sink.close();
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: object) =>
  fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });

const mailTo = (address: string, count = 1) =>
  eventually(() => {
    const mails = sink.mails.filter(({ to }) => to === address);
    return mails.length >= count && mails.at(-1);
  }, 20_000);

/** Every mail so far: as many recipients as mails, one To, the sender's own address, no field that mails do not have. */
async function nothingBroke(fields: ReadonlySet<string>): Promise<void> {
  expect(sink.commands.filter((line) => line.startsWith('RCPT'))).toHaveLength(sink.mails.length);
  for (const { source, to, from } of sink.mails) {
    const names = fieldNamesOf(source);
    expect(names.filter((name) => !fields.has(name))).toEqual([]);
    expect(names).toHaveLength(new Set(names).size);
    const read = await PostalMime.parse(source);
    expect([read.to?.map(({ address }) => address), read.from?.address]).toEqual([[to], from]);
    expect([read.cc, read.bcc]).toEqual([undefined, undefined]);
  }
}

const fieldsOf = (mail: SunkMail) => fieldNamesOf(mail.source);

describe('what supporters type', () => {
  it('reaches no header and no recipient beyond its own, whatever field it comes by', async () => {
    const form = { name: 'Zoë', visibility: 'counted', locale: 'en' };
    await post('/c/ashraf/signatures', { ...form, email: 'plain@example.org' });
    const usual = new Set(fieldsOf(await mailTo('plain@example.org')));
    const answers = new Set<number>();
    for (const [at, piece] of HOSTILE_PIECES.entries()) {
      const email = `p${at}@example.org`;
      const hostile = `Zoë ${piece} x`;
      const tries = [
        { ...form, email, name: hostile },
        { ...form, email, comment: hostile },
        { ...form, email: `${email}${piece}` },
        { ...form, email: `${piece}${email}` },
        { ...form, email, locale: `en${piece}` },
      ];
      for (const body of tries) answers.add((await post('/c/ashraf/signatures', body)).status);
      answers.add((await post('/me', { email: `plain@example.org${piece}` })).status);
    }
    // Taken or refused, never a fault of ours.
    expect([...answers].filter((status) => status >= 500)).toEqual([]);
    expect(answers).toContain(202);

    // One that passes for a name.
    const named = { ...form, email: 'named@example.org', name: '=?utf-8?Q?=0D=0ABcc:?= 🕯 "Zoë" \\' };
    expect((await post('/c/ashraf/signatures', named)).status).toBe(202);
    await mailTo('named@example.org');
    await nothingBroke(usual);
    expect(sink.mails.map(({ to }) => to)).not.toContain('victim@example.com');
  }, 120_000);
});

interface Planned {
  readonly id: string;
  readonly sha256: string;
}

async function vigil<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await service.vigil(...args, '--json');
  if (code !== 0) throw new Error(`vigil ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** The demonstration's campaign with `extra` behind every title, name, office, salutation, subject and attribution of it. */
function campaignWith(extra: string): string {
  const wanted = new Set(['title', 'attribution', 'subject', 'names', 'offices', 'salutations']);
  const spoil = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return wanted.has(key) ? `${value} ${extra}` : value;
    if (Array.isArray(value)) return value.map((one) => spoil(one, key));
    if (typeof value !== 'object' || value === null) return value;
    const inner = ['names', 'offices', 'salutations'].includes(key) ? () => key : (own: string) => own;
    return Object.fromEntries(Object.entries(value).map(([own, one]) => [own, spoil(one, inner(own))]));
  };
  const file = join(folder, 'campaign.yaml');
  writeFileSync(file, stringify(spoil(parse(readFileSync('templates/campaigns/demo.yaml', 'utf8')), '')));
  return file;
}

describe('what organizers write', () => {
  it('is refused where it breaks a line, and in one line of its own header where it does not', async () => {
    for (const piece of ['\r\n', '\n', '\u0085', '\u2028', '\r\nBcc: victim@example.com\r\n']) {
      const { code } = await service.vigil('organizer', 'invite', `a${piece}@b.example`, '--name', 'A');
      expect(code).toBe(1);
    }
    await vigil('campaign', 'import', campaignWith(ODD));
    await vigil('campaign', 'open', 'demo');
    for (const email of [ANNA, OMID]) {
      await vigil('organizer', 'invite', email, '--name', 'Anna =?utf-8?Q?=0D=0ABcc:?=');
      await vigil('organizer', 'grant', email, 'demo', '--role', 'organizer');
    }
    await vigil('letter', 'submit', 'demo', 'to-the-town', '--as', ANNA);
    await vigil('letter', 'approve', 'demo', 'to-the-town', '--as', OMID);
    const plan = await vigil<Planned>(
      'mailing',
      'plan',
      'demo',
      'to-the-town',
      '--acknowledge-old-statuses',
      '--as',
      ANNA,
    );
    const { sha256 } = await vigil<Planned>('mailing', 'submit', plan.id, '--as', ANNA);
    await vigil('mailing', 'approve', plan.id, '--seen', sha256, '--as', OMID);

    const letters = [
      await mailTo('mayor@council.demo.example'),
      await mailTo('chair@library-board.demo.example'),
    ];
    for (const letter of letters) {
      const { subject } = await PostalMime.parse(letter.source);
      expect(subject).toContain('=?utf-8?Q?=0D=0ABcc:_victim@example.com?=');
    }
    await post('/c/demo/signatures', { name: 'Zoë', email: 'reader@example.org', locale: 'fa' });
    const asked = await mailTo('reader@example.org');
    await nothingBroke(new Set([...letters, asked, ...sink.mails.slice(0, 1)].flatMap(fieldsOf)));
    const known = new Set(['date', 'message-id', 'to', 'feedback-id', 'from', 'reply-to', 'subject']);
    for (const name of ['mime-version', 'content-language', 'content-type']) known.add(name);
    for (const letter of letters) expect(fieldsOf(letter).filter((name) => !known.has(name))).toEqual([]);
  }, 180_000);
});
