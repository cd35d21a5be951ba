import type { VNode } from 'preact';
import type { IncidentWhen } from '../../domain/campaigns/published-campaign.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Source } from '../parts/source.view.js';
import type { CampaignPageModel } from './campaign-page.model.js';

/** What happened, in order, each fact with its source. */
export function Timeline({ page: { t, texts } }: { page: CampaignPageModel }): VNode | null {
  if (texts.timeline.length === 0) return null;
  return (
    <section class="chapter chapter-timeline" aria-labelledby="timeline">
      <h2 id="timeline">{t.say('campaign.timeline')}</h2>
      <p class="section-lead">{t.say('campaign.timeline.lead')}</p>
      <ol class="timeline">
        {texts.timeline.map(({ key, when, text, hungerStrikeDays, source }) => (
          <li key={key} id={`incident-${key}`}>
            <p class="when">
              <When t={t} when={when} />
              {hungerStrikeDays === undefined ? null : (
                <span class="days">{t.say('campaign.timeline.strike', { days: hungerStrikeDays })}</span>
              )}
            </p>
            <p>{text}</p>
            <Source t={t} source={source} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function When({ t, when }: { t: Language; when: IncidentWhen }): VNode {
  if ('on' in when) return <time datetime={when.on}>{t.dateFully(when.on)}</time>;
  if ('since' in when)
    return <span>{t.say('campaign.timeline.since', { date: t.dateFully(when.since) })}</span>;
  return <span>{when.undated}</span>;
}
