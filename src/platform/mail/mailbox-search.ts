import PostalMime from 'postal-mime';
import type { MailboxEntry, MailboxStore } from './mailbox-store.js';

/** Where words are looked for; `any` is all of the others together. */
export const mailboxFields = ['any', 'from', 'to', 'subject', 'text'] as const;

export type MailboxField = (typeof mailboxFields)[number];

/** As much of a mail's text as is looked through. */
const MOST_TEXT = 20_000;

/** Finds mails in the embedded mailbox by their words; the text of each is opened once and then remembered. */
export class MailboxSearch {
  private readonly texts = new Map<string, string>();

  constructor(private readonly store: MailboxStore) {}

  /** The mails that hold every word, newest first; a whole address as recipient finds exactly that one. */
  async run(words: string, field: MailboxField): Promise<MailboxEntry[]> {
    if (field === 'to') return this.store.list(words);
    const all = await this.store.list();
    const wanted = folded(words)
      .split(/\s+/)
      .filter((word) => word !== '');
    if (wanted.length === 0) return all;
    const found: MailboxEntry[] = [];
    for (const entry of all) {
      const looked = folded(await this.looked(entry, field));
      if (wanted.every((word) => looked.includes(word))) found.push(entry);
    }
    this.forgetGone(all);
    return found;
  }

  private async looked(entry: MailboxEntry, field: Exclude<MailboxField, 'to'>): Promise<string> {
    const { from, to, subject } = entry;
    if (field === 'from') return from;
    if (field === 'subject') return subject;
    const text = await this.textOf(entry.id);
    return field === 'text' ? text : [from, ...to, subject, text].join('\n');
  }

  private async textOf(id: string): Promise<string> {
    const known = this.texts.get(id);
    if (known !== undefined) return known;
    const found = await this.store.find(id);
    const mail = found ? await PostalMime.parse(found.source).catch(() => null) : null;
    const text = (mail?.text ?? (mail?.html ?? '').replace(/<[^>]*>/g, ' ')).slice(0, MOST_TEXT);
    this.texts.set(id, text);
    return text;
  }

  private forgetGone(present: readonly MailboxEntry[]): void {
    const ids = new Set(present.map(({ id }) => id));
    for (const id of this.texts.keys()) if (!ids.has(id)) this.texts.delete(id);
  }
}

/** Upper and lower case, Arabic and Persian letters of one sound, and joiners that nobody types make no difference. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u064A|\u0649/g, '\u06CC')
    .replace(/\u0643/g, '\u06A9')
    .replace(/[\u200C-\u200F\u2066-\u2069\u0640]/g, '');
}
