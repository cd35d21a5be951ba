import type { PublishedRecord } from '../../src/domain/campaigns/published-record.js';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';

const day = (text: string) => text as CalendarDate;
const both = (en: string, fa: string) => ({ en, fa });

/** A record with something of everything; all of it is invented. */
export function fullRecord(): PublishedRecord {
  return {
    endorsements: [
      {
        key: 'senator',
        standing: 'lawmaker',
        on: day('2026-02-01'),
        source: { url: 'https://example.org/senator' },
        texts: {
          en: { name: 'Ada <Sample>', office: 'Senator of Nowhere', words: 'I stand with them.\n\nAlways.', by: 'Her speech' },
          fa: { name: 'آدا نمونه', office: 'سناتور ناکجا', by: 'سخنرانی او' },
        },
      },
      {
        key: 'society',
        standing: 'organisation',
        on: day('2026-01-01'),
        source: { date: day('2026-01-02') },
        texts: {
          en: { name: 'The Sample Society', by: 'Its press release' },
          fa: { name: 'انجمن نمونه', by: 'بیانیهٔ آن' },
        },
      },
    ],
    updates: [1, 2, 3, 4, 5].map((n) => ({
      key: `news-${n}`,
      on: day(`2026-0${9 - n}-15`),
      texts: {
        en: { title: `News ${n} & more`, text: 'First paragraph with <b>marks</b>.\n\nSecond one.' },
        fa: { title: `خبر ${n}`, text: 'بند نخست.\n\nبند دوم.' },
      },
    })),
    answers: [
      {
        number: 2,
        body: 'parliament',
        on: day('2026-10-01'),
        saidOn: day('2026-10-03'),
        summary: both('It will debate the matter.', 'در این باره گفت‌وگو خواهد کرد.'),
        source: both('Letter to the campaign', 'نامه به کارزار'),
        sourceUrl: 'https://example.org/answer',
      },
    ],
    letters: [
      { number: 2, body: 'government', on: day('2026-09-01'), locale: 'fa', subject: 'سالگرد', words: 'متن نامه.\n\nپایان.' },
      { number: 1, body: 'parliament', on: day('2025-09-01'), locale: 'en', subject: 'The anniversary' },
    ],
    changes: [
      { demand: 'safety', status: 'met', asOf: day('2016-01-01'), saidOn: day('2016-01-05'), source: both('A report', 'گزارشی') },
    ],
  };
} // prettier-ignore
