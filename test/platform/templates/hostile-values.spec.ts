import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMarkup } from '../../../src/platform/templates/parse-markup.js';
import { renderLetter } from '../../../src/platform/templates/render-letter.js';
import { singleLine } from '../../../src/platform/templates/markup.js';

const marks = fc.string({
  unit: fc.constantFrom(
    ...Array.from('*_`[]()<>#-+.!\\|~&"\'/:{}% \n\r\tab1'),
    '\u2028',
    'ب',
    '😀',
    'https://x.example',
  ),
  maxLength: 60,
});

describe('a value in a letter', () => {
  it('is text and nothing but text, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(marks, fc.string({ unit: 'binary' })), (value) => {
        const { text, html, subject } = renderLetter(
          { locale: 'en', subject: '{{ value }}', body: 'begin\n{{ value }}\nend\n\n{{ value }}' },
          { value },
        );
        expect(html.replace(/^[\s\S]*<div class="sheet"[^>]*>|<\/div>[\s\S]*$/g, '')).not.toMatch(
          /<(?!\/?p>)|<[^>]*[^p>/][^>]*>/,
        );
        expect(subject).toBe(singleLine(value).trim());
        expect(text.replace(/\s+/g, ' ')).toContain(`begin ${singleLine(value)} end`.replace(/\s+/g, ' '));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['*', '**', '[', '`', '<', '\\', '> ', '- ', '[a](', '*a'])(
    'of fifty thousand %s is read in time',
    (mark) => {
      const source = mark.repeat(Math.floor(50_000 / mark.length));
      const before = performance.now();
      parseMarkup(source);
      expect(performance.now() - before).toBeLessThan(3_000);
    },
  );
});
