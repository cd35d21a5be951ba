import type { VNode } from 'preact';
import type { PublishedSource } from '../../domain/campaigns/published-campaign.js';
import type { Language } from '../../platform/i18n/texts.js';

/** Who asserts something, since when, and where it can be read. */
export function Source({ t, source: { by, date, url } }: { t: Language; source: PublishedSource }): VNode {
  const words =
    date === undefined ? by : t.say('campaign.source.dated', { source: by, date: t.dateFully(date) });
  const safe = url !== undefined && /^https?:\/\//.test(url);
  return (
    <p class="fine">
      {t.say('campaign.source')}{' '}
      {safe ? (
        <a href={url} rel="noreferrer external">
          {words}
        </a>
      ) : (
        <bdi>{words}</bdi>
      )}
    </p>
  );
}
