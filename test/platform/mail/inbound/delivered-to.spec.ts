import { describe, expect, it } from '@jest/globals';
import { deliveredTo } from '../../../../src/platform/mail/inbound/delivered-to.js';

const mark = (n: number) => `b+${n}abc.0123456${n}@bounces.example.org`;
const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

describe('whom a mail in a mailbox came for', () => {
  it('is told by the server before it is told by the sender', () => {
    const raw = mail(
      `To: "Bounces, all" <${mark(1)}>, other@example.org`,
      `X-Original-To: ${mark(2)}`,
      `Delivered-To: ${mark(3)}`,
      `Envelope-To:`,
      `\t${mark(4)}`,
      '',
      `Delivered-To: ${mark(5)}`,
    );
    expect(deliveredTo(raw)).toEqual([mark(3), mark(2), mark(4), mark(1)]);
  });

  it('is told by an address that ends the news, however it is written', () => {
    const ends = (digit: string) => `unsubscribe+${digit.repeat(50)}@bounces.example.org`;
    const raw = mail(
      `To: <${ends('a').toUpperCase()}>`,
      `Delivered-To: ${ends('7')}`,
      'Cc: unsubscribe+a@b.org',
      '',
      '',
    );
    expect(deliveredTo(raw)).toEqual([ends('7'), ends('a').toUpperCase()]);
  });

  it('is nobody where no address looks like one of ours, and in a mail without a header', () => {
    expect(deliveredTo(mail('To: vigil@example.org', '', ''))).toEqual([]);
    expect(deliveredTo(Buffer.alloc(0))).toEqual([]);
    expect(deliveredTo(Buffer.from(`\r\n\r\nTo: ${mark(1)}`))).toEqual([]);
  });
});
