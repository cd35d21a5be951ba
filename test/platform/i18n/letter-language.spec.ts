import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../../../src/kernel/calendar-date.js';
import { letterLanguage } from '../../../src/platform/i18n/letter-language.js';

const first = calendarDate(2015, 9, 1);

describe('the language of a letter', () => {
  it.each([
    ['en', '1 September 2015', '2nd', 'unmet'],
    ['fa', '۱ سپتامبر ۲۰۱۵ (۱۰ شهریور ۱۳۹۴)', 'دومین', 'برآورده نشده'],
    ['ar', '١ أيلول/سبتمبر ٢٠١٥', 'الثانية', 'لم يُلبَّ'],
    ['fr', '1er septembre 2015', '2e', 'non satisfaite'],
    ['de', '1. September 2015', '2.', 'nicht erfüllt'],
    ['es', '1 de septiembre de 2015', '2.º', 'no cumplida'],
    ['it', '1 settembre 2015', '2º', 'non soddisfatta'],
    ['nl', '1 september 2015', '2e', 'niet ingewilligd'],
    ['tr', '1 Eylül 2015', 'year 2', 'unmet'],
  ])('in %s says a day, an ordinal and a status', (locale, day, ordinal, status) => {
    const language = letterLanguage(locale);
    expect([language.date(first), language.ordinal(2), language.say('letter.status.unmet')]).toEqual([
      day,
      ordinal,
      status,
    ]);
  });

  it('has a form of its own beyond the words', () => {
    expect(letterLanguage('fr').ordinal(1)).toBe('1er');
    expect([1, 3, 10, 13].map((n) => letterLanguage('es').ordinal(n))).toEqual([
      '1.er',
      '3.er',
      '10.º',
      '13.er',
    ]);
    expect(letterLanguage('fa').ordinal(41)).not.toContain('ordinal');
    expect(letterLanguage('ar').ordinal(41)).not.toBe(letterLanguage('ar').ordinal(40));
  });
});
