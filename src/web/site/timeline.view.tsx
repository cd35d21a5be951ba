import type { VNode } from 'preact';
import type { IncidentWhen } from '../../domain/campaigns/published-campaign.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Source } from '../parts/source.view.js';
import type { CampaignPageModel } from './campaign-page.model.js';
import { type OwnLanguage, ownWords } from '../parts/own-words.js';
import { ownLanguage } from './own-language.js';

/** What happened, in order, each fact with its source. */
export function Timeline({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, texts } = page;
  const own = ownLanguage(page);
  if (texts.timeline.length === 0) return null;
  return (
    <section class="chapter chapter-timeline" aria-labelledby="timeline">
      <h2 id="timeline">{t.say('campaign.timeline')}</h2>
      <p class="section-lead">{t.say('campaign.timeline.lead')}</p>
      <ol class="timeline">
        {texts.timeline.map(({ key, when, text, hungerStrikeDays, source }) => (
          <li key={key} id={`incident-${key}`}>
            <p class="when">
              <When t={t} own={own} when={when} />
              {hungerStrikeDays === undefined ? null : (
                <span class="days">{t.say('campaign.timeline.strike', { days: hungerStrikeDays })}</span>
              )}
            </p>
            <p {...ownWords(own)}>{text}</p>
            <Source t={t} own={own} source={source} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function When({ t, own, when }: { t: Language; own: OwnLanguage; when: IncidentWhen }): VNode {
  if ('on' in when) return <time datetime={when.on}>{t.dateFully(when.on)}</time>;
  if ('since' in when)
    return <span>{t.say('campaign.timeline.since', { date: t.dateFully(when.since) })}</span>;
  return <span {...ownWords(own)}>{when.undated}</span>;
}
