import type { VNode } from 'preact';
import type { Language } from '../../../platform/i18n/texts.js';
import type { MailboxEntry } from '../../../platform/mail/mailbox-store.js';
import { Document } from '../../parts/document.view.js';
import { moment } from './mailbox.view.js';

interface MailModel {
  readonly t: Language;
  readonly mail: MailboxEntry;
  readonly text: string;
  readonly hasHtml: boolean;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** One mail: its text, its HTML in a frame that can do nothing, its headers and its source. */
export function MailPage({ t, mail, text, hasHtml, headers }: MailModel): VNode {
  const address = `/mailbox/messages/${mail.id}`;
  const subject = mail.subject || t.say('mailbox.no-subject');
  return (
    <Document t={t} title={subject}>
      <article class="mailbox mail">
        <p>
          <a href="/mailbox">{t.say('mailbox.back')}</a>
        </p>
        <h1 dir="auto">{subject}</h1>
        <dl class="facts">
          <div>
            <dt>{t.say('mailbox.from')}</dt>
            <dd>
              <bdi dir="ltr">{mail.from}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t.say('mailbox.to')}</dt>
            <dd>
              <bdi dir="ltr">{mail.to.join(', ')}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t.say('mailbox.date')}</dt>
            <dd>
              <time datetime={mail.date}>{moment(mail.date)}</time>
            </dd>
          </div>
        </dl>
        {hasHtml ? (
          <section aria-labelledby="as-html">
            <h2 id="as-html">{t.say('mailbox.html')}</h2>
            <iframe
              class="mail-frame"
              sandbox=""
              src={`${address}.html`}
              title={t.say('mailbox.html-of', { subject })}
              width="100%"
              height="560"
            />
          </section>
        ) : null}
        <section aria-labelledby="as-text">
          <h2 id="as-text">{t.say('mailbox.text')}</h2>
          <pre class="mail-text" dir="auto">
            {linked(text)}
          </pre>
        </section>
        <details>
          <summary>{t.say('mailbox.headers')}</summary>
          <pre dir="ltr">{headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
        </details>
        <p>
          <a href={`${address}.eml`}>{t.say('mailbox.source')}</a>
        </p>
      </article>
    </Document>
  );
}

/** An address, without what closes the sentence or the bracket around it. */
const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"').,;:!?])/g;

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
