import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import type { CampaignPageModel } from './campaign-page.model.js';
import { type OwnLanguage, ownWords } from '../parts/own-words.js';
import { ownLanguage } from './own-language.js';
import type { UpdateModel } from './told.model.js';

/** So many are shown at once, the earlier ones on asking. */
const AT_ONCE = 3;

/** How the campaign goes on, in its own words, and the address by which feed readers follow it. */
export function Updates({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, prefix, slug, told } = page;
  if (told.updates.length === 0) return null;
  const own = ownLanguage(page);
  const earlier = told.updates.slice(AT_ONCE);
  return (
    <section class="updates" aria-labelledby="updates">
      <h2 id="updates">{t.say('updates.title')}</h2>
      <UpdateList t={t} own={own} updates={told.updates.slice(0, AT_ONCE)} />
      {earlier.length > 0 ? (
        <details class="earlier">
          <summary>{t.say('updates.earlier', { count: earlier.length })}</summary>
          <UpdateList t={t} own={own} updates={earlier} />
        </details>
      ) : null}
      <p class="fine">
        <a href={`${prefix}/c/${slug}/feed.atom`} type="application/atom+xml">
          {t.say('updates.feed')}
        </a>
      </p>
    </section>
  );
}

function UpdateList(props: {
  readonly t: Language;
  readonly own: OwnLanguage;
  readonly updates: readonly UpdateModel[];
}): VNode {
  const { t, own, updates } = props;
  return (
    <ol class="update-list">
      {updates.map(({ key, on, title, paragraphs }) => (
        <li key={key} id={`update-${key}`}>
          <p class="fine">
            <time datetime={on}>{t.dateFully(on)}</time>
          </p>
          <h3 {...ownWords(own)}>{title}</h3>
          {paragraphs.map((paragraph, place) => (
            <p key={place} {...ownWords(own)}>
              {paragraph}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
