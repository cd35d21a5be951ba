import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clearlyDifferent, foldName, initialsOf } from '../../../src/domain/signatures/name.rules.js';

const anyName = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

describe('a name for comparison', () => {
  it('is folded once and for all', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });

  it('is folded once and for all whatever character stands in it', () => {
    for (let point = 0x20; point < 0x20000; point++) {
      const folded = foldName(`a${String.fromCodePoint(point)}b`);
      if (foldName(folded) !== folded) throw new Error(`U+${point.toString(16)} is folded twice`);
    }
  });

  it('is never clearly different from itself in another spelling', () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (name, form) => {
        for (const other of [name, name.toUpperCase(), name.toLowerCase(), name.normalize(form)]) {
          expect(clearlyDifferent(name, other)).toBe(false);
          expect(clearlyDifferent(other, name)).toBe(false);
        }
      }),
    );
  });

  it('does not know what cannot be seen', () => {
    const unseen = [
      '\u200b',
      '\u200c',
      '\u200d',
      '\u200e',
      '\u200f',
      '\u202b',
      '\u2066',
      '\u2069',
      '\ufeff',
      '\u00ad',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('علیرضا کریمی', 'Suzie Keen', 'Ayşe Yılmaz'),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...unseen, '\u0640', '\u034f', '\u3164')), {
          maxLength: 6,
        }),
        (name, added) => {
          let typed = name;
          for (const [n, character] of added) {
            const at = n % (typed.length + 1);
            typed = typed.slice(0, at) + character + typed.slice(at);
          }
          expect(foldName(typed)).toBe(foldName(name));
        },
      ),
    );
  });

  it.each([
    ['José García', 'jose garcia'],
    ['Straße', 'STRASSE'],
    ['Øystein Ærø', 'oystein aero'],
    ['IŞIK Yılmaz', 'ışık yilmaz'],
    ['İbrahim', 'ibrahim'],
    ['Ｓｕｚｉｅ　Ｋｅｅｎ', 'suzie keen'],
    ["O'Neill-Müller", 'O’Neill Muller'],
    ['Αλέξανδρος', 'ΑΛΕΞΑΝΔΡΟΣ'],
    ['Фёдор', 'ФЕДОР'],
    ['كريم', 'کریم'],
    ['يحيى', 'یحیی'],
    ['فاطمة', 'فاطمه'],
    ['فاطمۀ', 'فاطمه'],
    ['فاطمہ', 'فاطمه'],
    ['رضائی', 'رضایی'],
    ['آرش', 'ارش'],
    ['أحمد', 'احمد'],
    ['مُحَمَّد', 'محمد'],
    ['مـحـمـد', 'محمد'],
    ['عەلی', 'عهلی'],
    ['ڕێبوار', 'ریبوار'],
    ['کوردستان', 'كوردستان'],
    ['علی‌رضا', 'علیرضا'],
    ['\u202bپریسا\u202c', 'پریسا'],
    ['ﻣﺤﻤﺪ', 'محمد'],
    ['لطفی ۲', 'لطفی 2'],
    ['أمل ٣', 'امل ۳'],
    ['अनिल १', 'अनिल 1'],
  ])('%s and %s are folded alike', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
    expect(foldName(one)).not.toBe('');
  });

  it.each([
    ['Suzie Keen', 'Susie Keen'],
    ['Suzie', 'Suzie Keen'],
    ['Parisa', 'پریسا'],
    ['Dr. Ann Smith', 'Ann Miller'],
    ['Jon', 'John'],
    ['علی رضا محمدی', 'علیرضا محمدی'],
    ['Иван Петров', 'Ivan Petrov'],
    ['!!', 'Suzie'],
  ])('%s and %s may be one person', (one, other) => {
    expect(clearlyDifferent(one, other)).toBe(false);
    expect(clearlyDifferent(other, one)).toBe(false);
  });

  it.each([
    ['Suzie Keen', 'Robert Marley'],
    ['مریم رجایی', 'حسین کاظمی'],
    ['Ayşe Yılmaz', 'Mehmet Öztürk'],
    ['ڕێبوار عەلی', 'شیرین حەسەن'],
    ['Иван Петров', 'Ольга Смирнова'],
  ])('%s and %s are two people', (one, other) => {
    expect(clearlyDifferent(one, other)).toBe(true);
    expect(clearlyDifferent(other, one)).toBe(true);
  });

  it.each([
    ['Ana María de la Cruz', 'A. M. D.'],
    ['پریسا کریمی', 'پ. ک.'],
    ['x', 'X.'],
    ['!!', ''],
  ])('%s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
