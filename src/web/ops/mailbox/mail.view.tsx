import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../../../platform/i18n/texts.js';
import type { MailboxEntry } from '../../../platform/mail/mailbox-store.js';
import { Document } from '../../parts/document.view.js';
import { moment } from './mailbox.view.js';
import { LINK, type OpenedMail } from './read-mail.js';

interface MailModel {
  readonly t: Language;
  readonly entry: MailboxEntry;
  readonly mail: OpenedMail;
  /** As it was received. */
  readonly source: Buffer;
}

/** As much of a source as is shown on the page; the file has all of it. */
const SHOWN_SOURCE = 128 * 1024;

/** One mail: its HTML in a frame that can do nothing, its text, its links, files, headers and source. */
export function MailPage({ t, entry, mail, source }: MailModel): VNode {
  const address = `/mailbox/messages/${entry.id}`;
  const subject = entry.subject || t.say('mailbox.no-subject');
  return (
    <Document t={t} title={subject} desk>
      <article class="mailbox mail">
        <p>
          <a href="/mailbox">{t.say('mailbox.back')}</a>
        </p>
        <h1 dir="auto">{subject}</h1>
        <dl class="facts">
          <div>
            <dt>{t.say('mailbox.from')}</dt>
            <dd>
              <bdi dir="ltr">{entry.from}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t.say('mailbox.to')}</dt>
            <dd>
              <bdi dir="ltr">{entry.to.join(', ')}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t.say('mailbox.date')}</dt>
            <dd>
              <time datetime={entry.date}>{moment(entry.date)}</time>
            </dd>
          </div>
        </dl>
        {mail.html === null ? null : (
          <Section id="as-html" title={t.say('mailbox.html')}>
            <iframe
              class="mail-frame"
              sandbox=""
              src={`${address}.html`}
              title={t.say('mailbox.html-of', { subject })}
              width="100%"
              height="560"
            />
          </Section>
        )}
        <Section id="as-text" title={t.say('mailbox.text')}>
          <pre class="mail-text" dir="auto">
            {linked(mail.text)}
          </pre>
        </Section>
        <Section id="as-links" title={t.say('mailbox.links', { count: mail.links.length })}>
          {mail.links.length === 0 ? null : (
            <ul class="mail-links">
              {mail.links.map((link) => (
                <li key={link}>
                  <a href={link} rel="noreferrer" dir="ltr">
                    {link}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section id="as-files" title={t.say('mailbox.files', { count: mail.files.length })}>
          {mail.files.length === 0 ? null : (
            <ul class="mail-links">
              {mail.files.map(({ name, type, bytes }, at) => (
                <li key={at}>
                  <a href={`${address}/files/${at + 1}`}>
                    <bdi>{name}</bdi>
                  </a>{' '}
                  <span class="fine">{t.say('mailbox.file', { type, bytes: bytes.length })}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <details>
          <summary>{t.say('mailbox.headers')}</summary>
          <pre dir="ltr">{mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
        </details>
        <details>
          <summary>{t.say('mailbox.raw')}</summary>
          <pre dir="ltr">{source.subarray(0, SHOWN_SOURCE).toString('utf8')}</pre>
          {source.length > SHOWN_SOURCE ? <p class="fine">{t.say('mailbox.raw.cut')}</p> : null}
        </details>
        <p>
          <a href={`${address}.eml`}>{t.say('mailbox.source')}</a>
        </p>
      </article>
    </Document>
  );
}

function Section(props: { id: string; title: string; children: ComponentChildren }): VNode {
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** The text with its links to be followed, since a frame without rights cannot open them. */
function linked(text: string): (string | VNode)[] {
  return text.split(LINK).map((part, index) =>
    index % 2 === 1 ? (
      <a href={part} rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
