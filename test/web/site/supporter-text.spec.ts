import { describe, expect, it } from '@jest/globals';
import { readText, type TextRule } from '../../../src/web/site/supporter-text.js';

const line: TextRule = { max: 20, lines: 'one', markup: 'refused' };
const lines: TextRule = { max: 20, lines: 'many', markup: 'kept' };

const faultIn = (typed: string, rule = line) => {
  const reading = readText(typed, rule);
  return reading.ok ? null : [reading.fault, reading.text];
};

describe('what a supporter types', () => {
  it.each([
    ['Suzie Keen'],
    ['پریسا نوری'],
    ['علی‌رضا'], // with the joiner that Persian needs
    ['محمّد'],
    ["O'Brien-Ødegård"],
    ['李小龍'],
    ['𠮷田 太郎'], // a character of four bytes
    ['Ada 👩‍🚀'], // joined by U+200D
    ['Zoë 🕯️'],
    ['क्‍षमा'],
    ['Ng'],
  ])('takes %s as it is', (typed) => {
    expect(readText(typed, line)).toEqual({ ok: true, text: typed.normalize('NFC') });
  });

  it('takes the space around it away, composes it and keeps line ends plain', () => {
    expect(readText('  Zoe\u0308 ', line)).toEqual({ ok: true, text: 'Zoë' });
    expect(readText('\u200Cعلی\u200C ', line)).toEqual({ ok: true, text: 'علی' });
    expect(readText('one\r\ntwo\rthree', lines)).toEqual({ ok: true, text: 'one\ntwo\nthree' });
  });

  it.each([
    ['a control', 'Su\u0007zie'],
    ['NUL', 'Su\u0000zie'],
    ['a bidirectional override', 'Su\u202Ezie'],
    ['a bidirectional isolate', 'Su\u2066zie'],
    ['a left-to-right mark', 'Su\u200Ezie'],
    ['an Arabic letter mark', 'Su\u061Czie'],
    ['a zero-width space', 'Su\u200Bzie'],
    ['a byte order mark', 'Su\uFEFFzie'],
    ['a soft hyphen', 'Su\u00ADzie'],
    ['a word joiner', 'Su\u2060zie'],
    ['a tag character', 'Su\u{E0041}zie'],
    ['a Hangul filler', 'Su\u3164zie'],
    ['a line separator', 'Su\u2028zie'],
  ])('refuses %s and shows the text again without it', (_what, typed) => {
    expect(faultIn(typed)).toEqual(['invisible', 'Suzie']);
  });

  it('refuses joiners that join nothing, and piles of marks', () => {
    expect(faultIn('ab\u200C\u200Ccd')).toEqual(['invisible', 'abcd']);
    expect(faultIn('a \u200Db')).toEqual(['invisible', 'a b']);
    expect(faultIn(`Z\u0337${'\u0336'.repeat(12)}algo`)?.[0]).toBe('invisible');
  });

  it('refuses what could not be read', () => {
    expect(faultIn('Su\uFFFDzie')).toEqual(['unreadable', 'Suzie']);
    expect(faultIn('Su\uD800zie')).toEqual(['unreadable', 'Suzie']);
    expect(faultIn('Su\uE000zie')).toEqual(['unreadable', 'Suzie']);
    expect(faultIn('Su\uFFFDzie')).toEqual(['unreadable', 'Suzie']);
  });

  it('refuses line breaks where there is one line, markup where there is none, and too much', () => {
    expect(faultIn('Suzie\r\nBcc: x@y.z')).toEqual(['lines', 'Suzie Bcc: x@y.z']);
    expect(faultIn('<b>Suzie</b>')).toEqual(['markup', '<b>Suzie</b>']);
    expect(faultIn('see http://x.y')?.[0]).toBe('markup');
    expect(readText('a < b', lines)).toEqual({ ok: true, text: 'a < b' });
    expect(faultIn('a'.repeat(21))?.[0]).toBe('long');
    expect(readText('😀'.repeat(20), lines).ok).toBe(true);
    expect(faultIn('😀'.repeat(21), lines)?.[0]).toBe('long');
  });
});
