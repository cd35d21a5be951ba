import type { FeedEntry, FeedModel } from './feed.model.js';

/**
 * A feed in Atom (RFC 4287). Its words are told as HTML (§3.1.1.2), so that paragraphs stay apart and a text that runs
 * from right to left does so in every reader.
 */
export function atomOf(feed: FeedModel): string {
  const { id, locale, title, subtitle, author, page, self, updated, entries } = feed;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(locale)}">`,
    `<id>${escaped(id)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<subtitle>${escaped(subtitle)}</subtitle>`,
    `<updated>${updated}T00:00:00Z</updated>`,
    `<author><name>${escaped(author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>`,
    `<link rel="alternate" type="text/html" hreflang="${escaped(locale)}" href="${escaped(page)}"/>`,
    ...entries.map((entry) => entryOf(entry, feed)),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(
  { id, title, on, href, category, paragraphs }: FeedEntry,
  { locale, dir }: FeedModel,
): string {
  const words = paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('');
  const content = `<div lang="${escaped(locale)}" dir="${dir}">${words}</div>`;
  return [
    '<entry>',
    `<id>${escaped(id)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<published>${on}T00:00:00Z</published>`,
    `<updated>${on}T00:00:00Z</updated>`,
    `<link rel="alternate" type="text/html" href="${escaped(href)}"/>`,
    `<category term="${category}"/>`,
    `<content type="html">${escaped(content)}</content>`,
    '</entry>',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// XML 1.0 §2.2: whatever is no Char would make the whole feed unreadable.
const noChar = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escaped(text: string): string {
  return text.replace(noChar, '').replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
