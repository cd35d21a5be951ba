import type { VNode } from 'preact';
import { type DemandStatus, isOpen } from '../../domain/campaigns/demand.rules.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { CampaignPageModel, DemandModel } from './campaign-page.model.js';
import { type OwnLanguage, ownWords } from '../parts/own-words.js';
import { ownLanguage } from './own-language.js';

/** The demands, each with its status, the day that status is true of, and how long it has been open. */
export function Demands({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, demands } = page;
  if (demands.length === 0) return null;
  return (
    <section class="chapter chapter-demands" aria-labelledby="demands">
      <h2 id="demands">{t.say('campaign.demands')}</h2>
      <p class="section-lead">{t.say('campaign.demands.lead')}</p>
      <ol class="demands">
        {demands.map((demand, index) => (
          <Demand
            key={demand.published.key}
            t={t}
            own={ownLanguage(page)}
            demand={demand}
            number={index + 1}
          />
        ))}
      </ol>
    </section>
  );
}

function Demand(props: {
  readonly t: Language;
  readonly own: OwnLanguage;
  readonly demand: DemandModel;
  readonly number: number;
}): VNode {
  const { t, own, demand, number } = props;
  const { published, daysOpen, addressees } = demand;
  const { key, kind, title, text, status, statusAsOf, openSince } = published;
  return (
    <li class="demand" id={`demand-${key}`}>
      <span class="demand-number" aria-hidden="true">
        {t.number(number)}
      </span>
      <div>
        <p class="demand-kind">{t.say(`demand.kind.${kind}`)}</p>
        <h3 {...ownWords(own)}>{title}</h3>
        {text === title ? null : <p {...ownWords(own)}>{text}</p>}
        <DemandState t={t} status={status} asOf={statusAsOf} />
        {isOpen(status) ? (
          <p class="demand-open">{t.say('demand.open', { days: daysOpen, date: t.dateFully(openSince) })}</p>
        ) : null}
        {addressees.length > 0 ? (
          <p class="addressees">
            <span>{t.say('demand.addressed')}</span>
            {addressees.map((name) => (
              <bdi key={name} {...ownWords(own)}>
                {name}
              </bdi>
            ))}
          </p>
        ) : null}
      </div>
    </li>
  );
}

/** How a demand stands, and the day that is true of. */
export function DemandState(props: { t: Language; status: DemandStatus; asOf: CalendarDate }): VNode {
  const { t, status, asOf } = props;
  return (
    <p class="demand-state">
      <span class={`status status-${status}`}>
        <StatusMark status={status} />
        {t.say(`demand.status.${status}`)}
      </span>{' '}
      <time datetime={asOf}>{t.say('demand.as-of', { date: t.dateFully(asOf) })}</time>
    </p>
  );
}

/** A shape beside the word, so that a status never rests on colour alone. */
function StatusMark({ status }: { status: string }): VNode {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {status === 'met' ? (
        <path d="M1.500 6.500l3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" />
      ) : (
        <circle cx="6" cy="6" r="4.500" fill="none" stroke="currentColor" stroke-width="2" />
      )}
      {status === 'partly_met' ? <path d="M6 1.500a4.500 4.500 0 0 1 0 9z" fill="currentColor" /> : null}
      {status === 'refused' ? <path d="M3 9l6-6" stroke="currentColor" stroke-width="2" /> : null}
    </svg>
  );
}
