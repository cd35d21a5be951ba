import type { VNode } from 'preact';
import { dirOf } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { MailingModel, RecipientModel } from './mailing.model.js';

/** What each recipient gets, exactly as it will be sent, and how far it has come. */
export function Recipients({ t, mailing }: { readonly t: Language; readonly mailing: MailingModel }): VNode {
  const heading = mailing.toMany ? 'console.mailing.languages' : 'console.mailing.recipients';
  return (
    <section aria-labelledby="recipients">
      <h2 id="recipients">{t.say(heading, { n: mailing.recipients.length })}</h2>
      <Counts t={t} counts={mailing.counts} />
      {mailing.recipients.map((recipient) => (
        <Recipient t={t} mailingId={mailing.id} recipient={recipient} key={recipient.key} />
      ))}
    </section>
  );
}

function Counts({
  t,
  counts,
}: {
  readonly t: Language;
  readonly counts: MailingModel['counts'];
}): VNode | null {
  if (counts === null) return null;
  const shown = Object.entries(counts).filter(([, n]) => n > 0);
  return (
    <ul class="counts">
      {shown.map(([state, n]) => (
        <li key={state} class={`state state-${state}`}>
          {t.say(`console.state.message.${state}`)}: {t.number(n)}
        </li>
      ))}
    </ul>
  );
}

function Recipient(props: {
  readonly t: Language;
  readonly mailingId: string;
  readonly recipient: RecipientModel;
}): VNode {
  const { t, mailingId, recipient } = props;
  const preview = `/console/mailings/${mailingId}/letters/${recipient.key}`;
  const title = t.say('console.mailing.preview-of', { name: recipient.addressee });
  return (
    <details class="recipient">
      <summary>
        <bdi>{recipient.addressee}</bdi>
        {recipient.address === null ? null : (
          <bdi class="fine" dir="ltr">
            {` <${recipient.address}>`}
          </bdi>
        )}
        {recipient.progress === null ? null : (
          <span class={`state state-${recipient.progress}`}>
            {t.say(`console.state.message.${recipient.progress}`)}
            {recipient.reply === null ? '' : ` (${recipient.reply})`}
          </span>
        )}
        {recipient.totalsOnly ? <span class="fine">{t.say('console.mailing.totals')}</span> : null}
      </summary>
      <p>
        {t.say('console.mailing.subject')}:{' '}
        <bdi lang={recipient.locale} dir={dirOf(recipient.locale)}>
          {recipient.subject}
        </bdi>
      </p>
      <iframe sandbox="" loading="lazy" class="preview" src={`${preview}/html`} title={title} />
      <p class="fine">
        <a href={`${preview}/html`}>{t.say('console.mailing.html-part')}</a> ·{' '}
        <a href={`${preview}/text`}>{t.say('console.mailing.text-part')}</a>
      </p>
    </details>
  );
}
