import type { VNode } from 'preact';
import type { PublishedSource } from '../../domain/campaigns/published-campaign.js';
import { type OwnLanguage, ownWords } from './own-words.js';
import type { Language } from '../../platform/i18n/texts.js';

/** Who asserts something, since when, and where it can be read. */
export function Source(props: {
  readonly t: Language;
  /** The language of who is named, where it is not the page's. */
  readonly own?: OwnLanguage;
  readonly source: PublishedSource;
}): VNode {
  const { t, own = {}, source } = props;
  const { by, date, url } = source;
  // Beside a day of ours the words are the page's.
  const said = date === undefined ? ownWords(own) : {};
  const words =
    date === undefined ? by : t.say('campaign.source.dated', { source: by, date: t.dateFully(date) });
  const safe = url !== undefined && /^https?:\/\//.test(url);
  return (
    <p class="fine">
      {t.say('campaign.source')}{' '}
      {safe ? (
        <a href={url} {...said} rel="noreferrer external">
          {words}
        </a>
      ) : (
        <bdi {...said}>{words}</bdi>
      )}
    </p>
  );
}
