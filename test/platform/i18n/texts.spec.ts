import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { preferredLocale } from '../../../src/platform/i18n/accept-language.js';
import {
  formatDate,
  formatDateFully,
  formatNumber,
  languageName,
} from '../../../src/platform/i18n/format.js';
import { dirOf, locales } from '../../../src/platform/i18n/locale.js';
import { ordinalWord } from '../../../src/platform/i18n/ordinal.js';
import { Texts } from '../../../src/platform/i18n/texts.js';

const day = '2013-09-01' as CalendarDate;

describe('the languages', () => {
  it('writes days and numbers with the words and digits of the language', () => {
    expect(formatDate('en', day)).toBe('1 September 2013');
    expect(formatDate('fa', day)).toBe('۱ سپتامبر ۲۰۱۳');
    expect(formatDate('ar', day)).toBe('١ أيلول/سبتمبر ٢٠١٣');
    expect(formatDateFully('fa', day)).toBe('۱ سپتامبر ۲۰۱۳ (۱۰ شهریور ۱۳۹۲)');
    expect(formatDateFully('en', day)).toBe('1 September 2013');
    expect(formatDate('fr', day)).toBe('1er septembre 2013');
    expect(formatDate('de', day)).toBe('1. September 2013');
    expect(formatDate('es', day)).toBe('1 de septiembre de 2013');
    expect(locales.map((locale) => languageName(locale, 'fa'))).toEqual([
      'Persian',
      'فارسی',
      'الفارسية',
      'persan',
      'Persisch',
      'persa',
    ]);
    expect(formatNumber('fa', 12345)).toBe('۱۲٬۳۴۵');
    expect(formatNumber('ar', 12345)).toBe('١٢٬٣٤٥');
  });

  it('has a word for every anniversary up to the fortieth and a numeral form beyond', () => {
    expect([1, 2, 3, 11, 22, 41].map((n) => ordinalWord('en', n))).toEqual([
      '1st', '2nd', '3rd', '11th', '22nd', '41st',
    ]); // prettier-ignore
    expect([1, 2, 30, 40, 41].map((n) => ordinalWord('fa', n))).toEqual([
      'نخستین', 'دومین', 'سی\u200cامین', 'چهلمین', '۴۱مین',
    ]); // prettier-ignore
    expect([2, 11, 21, 41].map((n) => ordinalWord('ar', n))).toEqual([
      'الثانية', 'الحادية عشرة', 'الحادية والعشرون', 'الـ٤١',
    ]); // prettier-ignore
    expect(ordinalWord('ar', 21, { gender: 'masculine', case: 'oblique' })).toBe('الحادي والعشرين');
    for (const locale of ['fa', 'ar'] as const) {
      const words = Array.from({ length: 40 }, (_, i) => ordinalWord(locale, i + 1));
      expect(new Set(words).size).toBe(40);
      expect(words.every((word) => !/\d|[۰-۹]|[٠-٩]/.test(word))).toBe(true);
    }
  });

  it('follows Accept-Language by quality and primary subtag, and survives nonsense', () => {
    expect(preferredLocale('tr, fa-IR;q=0.9, en;q=0.8')).toBe('fa');
    expect(preferredLocale('de-AT, fa;q=0.9')).toBe('de');
    expect(preferredLocale('en;q=0.2, ar-IQ')).toBe('ar');
    expect(preferredLocale('tr, *;q=0.1')).toBe('en');
    expect(preferredLocale('fa;q=0')).toBe('en');
    expect(preferredLocale(';;;,q=,,\u0000')).toBe('en');
    expect(preferredLocale(undefined, ['ar', 'en'])).toBe('ar');
  });

  it('knows its directions and refuses a key that no file has', () => {
    expect([dirOf('fa'), dirOf('ar'), dirOf('en')]).toEqual(['rtl', 'rtl', 'ltr']);
    expect(() => Texts.in('fa').say('no.such.key')).toThrow(RangeError);
  });
});
