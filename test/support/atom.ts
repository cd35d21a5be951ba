import type { Element } from './xml.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const texts = ['title', 'subtitle', 'summary', 'content', 'rights'];
const common = ['author', 'category', 'contributor', 'id', 'link', 'rights', 'title', 'updated'];
const inFeed = [...common, 'entry', 'generator', 'icon', 'logo', 'subtitle'];
const inEntry = [...common, 'content', 'published', 'source', 'summary'];
const once = [
  'id',
  'title',
  'updated',
  'subtitle',
  'rights',
  'generator',
  'icon',
  'logo',
  'published',
  'content',
  'summary',
];

/** What RFC 4287, section 4, has against a feed; empty for a valid one. */
export function feedFaults(feed: Element): string[] {
  const faults: string[] = [];
  const fault = (is: boolean, words: string) => {
    if (is) faults.push(words);
  };
  const named = (element: Element, name: string) => element.children.filter((child) => child.name === name);
  fault(feed.name !== 'feed', 'the document element is no atom:feed (4.1.1)');
  fault(feed.attributes.xmlns !== 'http://www.w3.org/2005/Atom', 'the namespace is another (1.2)');
  const entries = named(feed, 'entry');
  for (const [element, allowed] of [[feed, inFeed] as const, ...entries.map((one) => [one, inEntry] as const)]) {
    const where = `${element.name} ${named(element, 'id')[0]?.text ?? ''}`;
    for (const name of ['id', 'title', 'updated']) fault(named(element, name).length !== 1, `${where}: not one ${name}`);
    for (const name of once) fault(named(element, name).length > 1, `${where}: more than one ${name}`);
    for (const { name, attributes, text, children } of element.children) {
      fault(!allowed.includes(name), `${where}: holds ${name}`);
      fault(['updated', 'published'].includes(name) && !INSTANT.test(text), `${where}: ${name} is no date (3.3)`);
      fault(name === 'id' && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(text), `${where}: its id is no absolute IRI (4.2.6)`);
      fault(name === 'link' && !URL.canParse(attributes.href ?? ''), `${where}: a link without an address (4.2.7)`);
      fault(name === 'category' && !attributes.term, `${where}: a category without a term (4.2.2)`);
      fault(texts.includes(name) && !['text', 'html', 'xhtml'].includes(attributes.type ?? 'text'), `${where}: a type of ${name} (3.1.1)`);
      fault(texts.includes(name) && attributes.type !== 'xhtml' && children.length > 0, `${where}: ${name} holds elements (3.1.1)`);
      fault(name === 'author' && named({ name, attributes, text, children }, 'name').length !== 1, `${where}: an author without a name (3.2.1)`);
    }
    const alternates = named(element, 'link').filter(({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate');
    const kinds = alternates.map(({ attributes }) => `${attributes.type ?? ''} ${attributes.hreflang ?? ''}`);
    fault(new Set(kinds).size !== kinds.length, `${where}: two alternates of one type and language (4.1.1)`);
    fault(element !== feed && named(element, 'content').length === 0 && alternates.length === 0, `${where}: neither content nor link (4.1.2)`);
  }
  fault(named(feed, 'author').length === 0 && entries.some((one) => named(one, 'author').length === 0), 'an entry without an author (4.1.1)');
  const self = named(feed, 'link').filter(({ attributes }) => attributes.rel === 'self');
  fault(self.length !== 1, 'no link to itself (4.1.1 recommends one)');
  const ids = entries.map((one) => named(one, 'id')[0]?.text);
  fault(new Set(ids).size !== ids.length, 'two entries of one id (4.1.1)');
  return faults;
} // prettier-ignore
