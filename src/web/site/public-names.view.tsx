import type { VNode } from 'preact';
import type { PublicName } from '../../domain/signatures/public-names.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { CampaignPageModel } from './campaign-page.model.js';

/** Those who chose to be seen, by the name or the initials they chose, the newest day first. */
export function RecentNames({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, prefix, slug, record } = page;
  const { items, more } = record.names;
  if (items.length === 0) return null;
  return (
    <section class="recent-names" aria-labelledby="names">
      <h2 id="names">{t.say('names.recent')}</h2>
      <p class="section-lead">{t.say('names.lead')}</p>
      <NameList t={t} names={items} />
      {more ? (
        <p>
          <a href={`${prefix}/c/${slug}/names`}>{t.say('names.all')}</a>
        </p>
      ) : null}
    </section>
  );
}

/** Names in whatever script, none of which turns its neighbours around. */
export function NameList({ t, names }: { t: Language; names: readonly PublicName[] }): VNode {
  return (
    <ul class="names">
      {names.map(({ shown, day }, place) => (
        <li key={place}>
          <bdi>{shown}</bdi>
          <time class="fine" datetime={day}>
            {t.dateFully(day)}
          </time>
        </li>
      ))}
    </ul>
  );
}
