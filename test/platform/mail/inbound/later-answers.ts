import { base64, inCharset, word } from './charsets.js';
import { answer, answersOurs, type Report } from './report-forms.js';

/** More answers of programs and people that the reader was not written after. */
export const laterAnswers: readonly Report[] = [
  {
    system: 'an Italian absence, its subject alone',
    mail: answer(
      `From: Comune <comune@citta.example>\nSubject: Assente dall'ufficio: Confirm your signature\n${answersOurs}`,
      "Sono assente dall'ufficio fino al 7 settembre.",
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a Korean absence, in EUC-KR',
    mail: answer(
      `From: Office <office@seoul.example>\nSubject: ${word('euc-kr', '[부재중 자동응답] 서명 확인')}\n${answersOurs}\nContent-Transfer-Encoding: base64`,
      base64('euc-kr', '휴가 중입니다.'),
      'text/plain; charset=euc-kr',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a receipt of an office, in HTML alone, which says of itself what it is',
    mail: answer(
      'Return-Path: <office@ministry.example>\nFrom: Office <office@ministry.example>\nSubject: Thank you for contacting us',
      '<html><body><p>Dear Sir or Madam,</p><p>This is an automated response. We have received your message.</p></body></html>',
      'text/html; charset=utf-8',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a Japanese absence of a person, in ISO-2022-JP',
    mail: answer(
      `From: ${word('iso-2022-jp', '山田')} <yamada@office.example>\nSubject: ${word('iso-2022-jp', '夏季休暇のお知らせ Re: 署名')}\nAuto-Submitted: auto-replied\n${answersOurs}`,
      inCharset('iso-2022-jp', '休暇をいただいております。配信できませんではありません。').toString('latin1'),
      'text/plain; charset=iso-2022-jp',
    ),
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a person who sends parcels',
    mail: answer(
      'Return-Path: <desk@parcels.example>\nFrom: Delivery Desk <desk@parcels.example>\nSubject: Delivery problem with your leaflets',
      'Hello, the parcel with your leaflets could not be delivered on Monday. When are you there?',
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a person who answers above a letter that says it was sent by a program',
    mail: answer(
      `From: Parisa <parisa@post.example>\nSubject: ${word('utf-8', 'پاسخ: امضای شما')}\n${answersOurs}`,
      'سلام، امضا کردم.\n\nOn Tue, 1 Sep 2026 Campaign <vigil@vigil.example> wrote:\n> This is an automated message.\n',
    ),
    expected: { kind: 'reply' },
  },
  {
    system: 'a report of TLS (RFC 8460)',
    mail: answer(
      'From: tlsrpt@provider.example\nSubject: Report Domain: vigil.example Submitter: provider.example Report-ID: <735ff.e317@provider.example>',
      `--t\nContent-Type: text/plain\n\nThis is an aggregate TLS report.\n--t\nContent-Type: application/tlsrpt+gzip\nContent-Transfer-Encoding: base64\n\nH4sIAAAA\n--t--`,
      'multipart/report; report-type="tlsrpt"; boundary="t"',
    ),
    expected: { kind: 'unknown' },
  },
];
