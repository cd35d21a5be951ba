import type { VNode } from 'preact';
import type { Language } from '../../../platform/i18n/texts.js';
import { mailboxFields, type MailboxField } from '../../../platform/mail/mailbox-search.js';
import type { MailboxEntry } from '../../../platform/mail/mailbox-store.js';
import { Document } from '../../parts/document.view.js';

interface MailboxModel {
  readonly t: Language;
  readonly mails: readonly MailboxEntry[];
  readonly total: number;
  readonly words: string;
  readonly field: MailboxField;
  readonly page: number;
  readonly pages: number;
}

/** What the service would have sent, newest first. */
export function MailboxPage({ t, mails, total, words, field, page, pages }: MailboxModel): VNode {
  const at = (wanted: number) =>
    `/mailbox?${new URLSearchParams({ ...(words ? { q: words, in: field } : {}), page: String(wanted) }).toString()}`;
  return (
    <Document t={t} title={t.say('mailbox.title')} desk>
      <div class="mailbox">
        <h1>{t.say('mailbox.title')}</h1>
        <p class="lead">{t.say('mailbox.lead')}</p>
        <form class="mailbox-search" method="get" action="/mailbox" role="search">
          <label for="q">{t.say('mailbox.search')}</label>
          <input id="q" name="q" type="text" value={words} autocomplete="off" spellcheck={false} dir="auto" />
          <select name="in" aria-label={t.say('mailbox.in')}>
            {mailboxFields.map((each) => (
              <option key={each} value={each} selected={each === field}>
                {t.say(`mailbox.in.${each}`)}
              </option>
            ))}
          </select>
          <button class="button button-quiet" type="submit">
            {t.say('mailbox.find')}
          </button>
        </form>
        <p class="fine">
          {t.say('mailbox.count', { count: total })}
          {words === '' ? null : (
            <>
              {' · '}
              <a href="/mailbox">{t.say('mailbox.back')}</a>
            </>
          )}
        </p>
        <ul class="list mailbox-list">
          {mails.map((mail) => (
            <li class="list-item" key={mail.id}>
              <h2 dir="auto">
                <a href={`/mailbox/messages/${mail.id}`}>{mail.subject || t.say('mailbox.no-subject')}</a>
              </h2>
              <p class="fine">
                <bdi dir="ltr">{mail.from}</bdi> {t.dir === 'rtl' ? '←' : '→'}{' '}
                <bdi dir="ltr">{mail.to.join(', ')}</bdi> ·{' '}
                <time datetime={mail.date}>{moment(mail.date)}</time>
              </p>
            </li>
          ))}
        </ul>
        {pages > 1 ? (
          <nav class="pager" aria-label={t.say('home.pages')}>
            {page > 1 ? <a href={at(page - 1)}>{t.say('home.newer')}</a> : null}
            <span>{t.say('home.page', { page, pages })}</span>
            {page < pages ? <a href={at(page + 1)}>{t.say('home.older')}</a> : null}
          </nav>
        ) : null}
      </div>
    </Document>
  );
}

/** `2026-11-24 12:00:00 UTC`: a time for those who compare it with a log. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
