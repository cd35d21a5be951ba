import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage } from './console-page.view.js';
import { Fact, FactList, Fingerprint } from './fact-list.view.js';
import { MailingActs } from './mailing-acts.view.js';
import type { MailingModel } from './mailing.model.js';
import { moment } from './moment.js';
import { Recipients } from './recipients.view.js';

/** A mailing as a second person has to see it before saying yes: whom, when, and each letter as it will arrive. */
export function MailingPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly mailing: MailingModel;
}): VNode {
  const { t, name, mailing } = props;
  return (
    <ConsolePage
      t={t}
      title={t.say('console.mailing.title', { letter: mailing.letter })}
      name={name}
      place="mailings"
    >
      <FactList>
        <Fact name={t.say('console.mailing.campaign')}>
          <bdi>{mailing.campaign}</bdi>
        </Fact>
        <Fact name={t.say('console.mailing.state')}>
          <span class={`state state-${mailing.state}`}>
            {t.say(`console.state.mailing.${mailing.state}`)}
          </span>
        </Fact>
        <Fact name={t.say('console.mailing.when')}>{moment(t, mailing.sendAt, mailing.zone)}</Fact>
        {mailing.figures ? (
          <Fact name={t.say('console.mailing.count')}>
            {t.say('console.mailing.count-as-of', {
              n: mailing.figures.count,
              day: t.date(mailing.figures.countAsOf),
            })}
          </Fact>
        ) : null}
        <Fact name={t.say('console.mailing.by')}>
          <bdi>{mailing.plannedBy ?? t.say('console.mailing.by-rule')}</bdi>
          {mailing.submittedBy === null ? null : (
            <>
              {' · '}
              <bdi>{mailing.submittedBy}</bdi>
            </>
          )}
        </Fact>
      </FactList>
      <OldStatuses t={t} mailing={mailing} />
      <Recipients t={t} mailing={mailing} />
      <details class="fingerprints">
        <summary>{t.say('console.mailing.bound')}</summary>
        <FactList>
          <Fact name={t.say('console.mailing.content-sha')}>
            <Fingerprint sha256={mailing.contentSha256} />
          </Fact>
          <Fact name={t.say('console.mailing.audience-sha')}>
            <Fingerprint sha256={mailing.audienceSha256} />
          </Fact>
          <Fact name={t.say('console.mailing.schedule-sha')}>
            <Fingerprint sha256={mailing.scheduleSha256} />
          </Fact>
          <Fact name={t.say('console.mailing.all-sha')}>
            <Fingerprint sha256={mailing.sha256} />
          </Fact>
        </FactList>
      </details>
      <MailingActs t={t} mailing={mailing} />
    </ConsolePage>
  );
}

function OldStatuses({ t, mailing }: { readonly t: Language; readonly mailing: MailingModel }): VNode | null {
  if (mailing.oldStatuses.length === 0) return null;
  return (
    <section class="notice notice-warning" aria-labelledby="old-statuses">
      <h2 id="old-statuses">{t.say('console.mailing.old-statuses')}</h2>
      <p>{t.say(mailing.acknowledged ? 'console.mailing.old-acknowledged' : 'console.mailing.old-renew')}</p>
      <ul>
        {mailing.oldStatuses.map(({ title, status, asOf }) => (
          <li key={title}>
            <bdi>{title}</bdi>: {t.say(`console.state.demand.${status}`)},{' '}
            {t.say('console.mailing.as-of', { day: t.date(asOf) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
