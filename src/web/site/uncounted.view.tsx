import type { VNode } from 'preact';
import type { CampaignPageModel } from './campaign-page.model.js';

/** Why a count can fall: of those who confirmed, how many do not count, as far as it is told without showing anybody. */
export function Uncounted({ page: { t, confirmed, uncounted } }: { page: CampaignPageModel }): VNode | null {
  const { withdrawn, aside } = uncounted;
  if (withdrawn + aside === 0) return null;
  return (
    <details class="uncounted fine">
      <summary>{t.say('campaign.uncounted')}</summary>
      <ul>
        <li>{t.say('campaign.uncounted.ever', { count: confirmed + withdrawn + aside })}</li>
        {withdrawn > 0 ? <li>{t.say('campaign.uncounted.withdrawn', { count: withdrawn })}</li> : null}
        {aside > 0 ? <li>{t.say('campaign.uncounted.aside', { count: aside })}</li> : null}
        <li>{t.say('campaign.uncounted.counted', { count: confirmed })}</li>
      </ul>
      <p>{t.say('campaign.uncounted.tens')}</p>
    </details>
  );
}
