import { describe, expect, it } from '@jest/globals';
import { readInbound } from '../../../../src/platform/mail/inbound/read-inbound.js';
import { answer } from './report-forms.js';

const programs = [
  ...['Auto: Out of Office', 'AutoReply: Re: x', 'Re: x [Auto-Reply]', 'Re: x (Automatic reply)'],
  ...[
    'Vacation: back on Monday',
    'Out of the office until 7 Sep',
    'Away from my desk',
    'On leave until Monday',
  ],
  ...[
    'Urlaub bis 7.9.',
    'Abwesenheitsnotiz: x',
    "En congé jusqu'au 7",
    'Réponse automatique : x',
    'Frånvaro: x',
  ],
  ...['Automatisch antwoord: x', 'Autovastaus: x', 'Odpowiedź automatyczna: x', 'Automatická odpověď: x'],
  ...[
    'В отпуске до 7 сентября',
    'Авто-ответ',
    'Otomatik Yanıt: x',
    'Αυτόματη απάντηση: x',
    'תשובה אוטומטית: x',
  ],
  ...[
    'مرخصی تا شنبه',
    'پاسخ خودکار: x',
    'رد تلقائي: x',
    '自動返信：x',
    '【不在通知】',
    '自動回覆: x',
    '자동 회신: x',
  ],
  ...['Trả lời tự động: x', 'ตอบกลับอัตโนมัติ: x'],
];

const persons = [
  ...[
    'Holiday homes',
    'Away with the law!',
    'On holiday we met',
    'Vacation rentals: petition',
    'Urlaubsgesetz',
  ],
  ...[
    'Absence of judges',
    'Ausencia de justicia',
    'Отсутствие ответа',
    'غیبت نمایندگان',
    'مرخصی زندانیان',
    '不在者投票',
  ],
  ...['Automatic weapons', 'Re: Returned mail', 'Fwd: Delivery failure', 'Message rejected by parliament'],
];

const kindOf = async (subject: string) => {
  const head = `Return-Path: <parisa@post.example>\nFrom: parisa@post.example\nSubject: ${subject}`;
  return (await readInbound(Buffer.from(answer(head, 'Hello, see you.')))).kind;
};

describe('a subject alone', () => {
  it.each(programs)('tells a program: %s', async (subject) => {
    expect(await kindOf(subject)).toBe('auto_reply');
  });

  it.each(persons)('may be a person, who is not passed over: %s', async (subject) => {
    expect(await kindOf(subject)).toBe('reply');
  });
});
