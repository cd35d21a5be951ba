import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutEmptyRuns } from '../../../../src/platform/mail/inbound/mail-text.js';
import { readInbound } from '../../../../src/platform/mail/inbound/read-inbound.js';
import { deliveryReports } from './delivery-reports.js';
import { otherMail } from './other-mail.js';
import { lastReports } from './last-reports.js';
import { laterAnswers } from './later-answers.js';
import { laterReports } from './later-reports.js';
import { MESSAGE_UUID, RETURN_PATH } from './report-forms.js';
import { unseenAnswers } from './unseen-answers.js';
import { unseenAsia } from './unseen-asia.js';
import { unseenReports } from './unseen-reports.js';
import { unseenWorded } from './unseen-worded.js';
import { wordedReports } from './worded-reports.js';

const reports = [
  ...deliveryReports,
  ...wordedReports,
  ...otherMail,
  ...unseenReports,
  ...unseenWorded,
  ...unseenAsia,
  ...unseenAnswers,
  ...laterReports,
  ...laterAnswers,
  ...lastReports,
];

const bytes = (mail: string) => Buffer.from(mail.replace(/\r?\n/g, '\r\n'));

describe('a mail that comes in', () => {
  it.each(reports)('is read as what it is: $system', async ({ mail, expected }) => {
    const report = await readInbound(bytes(mail));
    expect(report.kind).toBe(expected.kind);
    const recipient = report.recipients.find(({ action }) => action !== 'delivered') ?? report.recipients[0];
    if (expected.address !== undefined) expect(recipient?.address).toBe(expected.address);
    if (expected.status !== undefined) expect(recipient?.status).toBe(expected.status);
    if (expected.diagnostic) expect(recipient?.diagnostic).toMatch(expected.diagnostic);
  });

  it.each(reports.filter(({ mail }) => mail.includes(RETURN_PATH)))(
    'names the message it is about: $system',
    async ({ mail }) => {
      expect((await readInbound(bytes(mail))).returnPaths[0]).toBe(RETURN_PATH);
    },
  );

  it('finds our mark in an envelope sender that a forwarder rewrote', async () => {
    const mail = `From: MAILER-DAEMON@x.example\nSubject: Undeliverable\n\nTo SRS0=HHH=TT=bounces.vigil.example=${RETURN_PATH}@forward.example`;
    expect((await readInbound(bytes(mail))).returnPaths).toEqual([RETURN_PATH]);
  });

  it("finds the message of a person's answer", async () => {
    const answer = reports.find(({ expected }) => expected.kind === 'reply');
    expect((await readInbound(bytes(answer?.mail ?? ''))).messageIds).toEqual([MESSAGE_UUID]);
  });

  it('gives the parser one empty line for a hundred and more, which it takes seconds for', () => {
    expect(withoutEmptyRuns(`a${'\n'.repeat(400_000)}b${'\r\n'.repeat(100)}c`)).toBe('a\r\n\r\nb\r\n\r\nc');
    const letter = `a${'\n'.repeat(99)}b`;
    expect(withoutEmptyRuns(letter)).toBe(letter);
  });

  it('reads what stands between empty lines by the hundred thousand', async () => {
    const empty = '\n'.repeat(400_000);
    const mail = `From: MAILER-DAEMON@x.example\nSubject: Undeliverable\n\n${empty}550 5.1.1 <a@b.example> User unknown${empty}`;
    expect(await readInbound(bytes(mail))).toMatchObject({ kind: 'bounce' });
  });

  it('never fails, whatever anybody sends', async () => {
    const mutilated = fc.tuple(
      fc.constantFrom(...reports.map(({ mail }) => mail)),
      fc.nat(4_000),
      fc.nat(400),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(mutilated, async ([mail, at, gone, put]) => {
        const { kind } = await readInbound(bytes(mail.slice(0, at) + put + mail.slice(at + gone)));
        expect(typeof kind).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});
