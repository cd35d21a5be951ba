import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import type { MailingModel } from './mailing.model.js';

/** What the one who looks may do with a mailing, and why not where not. */
export function MailingActs({
  t,
  mailing,
}: {
  readonly t: Language;
  readonly mailing: MailingModel;
}): VNode | null {
  const waiting = mailing.state === 'in_review';
  if (!waiting && !mailing.cancellable) return null;
  return (
    <section class="acts" aria-labelledby="acts">
      <h2 id="acts">{t.say('console.mailing.acts')}</h2>
      {waiting ? <Approval t={t} mailing={mailing} /> : null}
      {mailing.cancellable ? (
        <form method="post" action={`/console/mailings/${mailing.id}/cancel`}>
          <button class="button button-quiet" type="submit">
            {t.say('console.mailing.cancel')}
          </button>
        </form>
      ) : null}
    </section>
  );
}

function Approval({ t, mailing }: { readonly t: Language; readonly mailing: MailingModel }): VNode {
  if (mailing.bar !== null || mailing.sha256 === null) {
    return <p class="notice">{t.say(`console.mailing.bar.${mailing.bar ?? 'state'}`)}</p>;
  }
  return (
    <form method="post" action={`/console/mailings/${mailing.id}/approve`}>
      <p>{t.say('console.mailing.approve-means')}</p>
      <input type="hidden" name="seen" value={mailing.sha256} />
      {mailing.oldStatuses.length > 0 && !mailing.acknowledged ? (
        <label class="acknowledge">
          <input type="checkbox" name="acknowledge" value="yes" required />{' '}
          {t.say('console.mailing.acknowledge')}
        </label>
      ) : null}
      <button class="button" type="submit">
        {t.say('console.mailing.approve')}
      </button>
    </form>
  );
}
