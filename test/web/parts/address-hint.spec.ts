import { describe, expect, it } from '@jest/globals';
import { addressHintModule, domainMeantBy, meantAddress } from '../../../src/web/parts/address-hint.js';

describe('a mistyped domain', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gmai.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gnail.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmial.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gmail,com', 'gmail.com'],
    ['gmailcom', 'gmail.com'],
    ['gmail', 'gmail.com'],
    ['GMIAL.COM', 'gmail.com'],
    ['hotmial.fr', 'hotmail.fr'],
    ['yaho.com', 'yahoo.com'],
    ['yahooo.co.uk', 'yahoo.co.uk'],
    ['web.ed', null],
    ['t-onlien.de', 't-online.de'],
    ['wanado.fr', 'wanadoo.fr'],
    ['libreo.it', 'libero.it'],
    ['chmial.ir', 'chmail.ir'],
    ['aol.con', 'aol.com'],
    ['protonmial.com', 'protonmail.com'],
  ])('%s is asked about: %s', (typed, meant) => {
    expect(domainMeantBy(typed)).toBe(meant);
  });

  it.each([
    'gmail.com',
    'email.com',
    'mail.com',
    'yahoo.cz',
    'hotmail.pl',
    'gmx.li',
    'qq.org',
    'example.org',
    'amnesty.org',
    'company.co',
    'x.y',
    '',
    `${'a'.repeat(400)}.com`,
  ])('%s is not', (typed) => {
    expect(domainMeantBy(typed)).toBeNull();
  });

  it('is answered with the whole address, the name before it as it was', () => {
    expect(meantAddress('Parisa.A+x@gmial.com')).toBe('Parisa.A+x@gmail.com');
    for (const none of ['', '@gmial.com', 'gmial.com', 'parisa@gmail.com'])
      expect(meantAddress(none)).toBeNull();
  });

  it('is found by browsers with the same rule', async () => {
    const source = Buffer.from(addressHintModule()).toString('base64');
    const code = `data:text/javascript;base64,${source}`;
    const { domainMeantBy: inBrowser } = (await import(code)) as { domainMeantBy: typeof domainMeantBy };
    for (const typed of ['gmial.com', 'hotmail.con', 'example.org', 'gmail.com', 'yaho.fr']) {
      expect(inBrowser(typed)).toBe(domainMeantBy(typed));
    }
  });
});
