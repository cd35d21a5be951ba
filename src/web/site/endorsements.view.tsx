import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { Source } from '../parts/source.view.js';
import type { CampaignPageModel } from './campaign-page.model.js';
import { type OwnLanguage, ownWords } from '../parts/own-words.js';
import { ownLanguage } from './own-language.js';
import type { EndorsementModel } from './told.model.js';

/** Who stands behind the campaign in public, apart from the signatures: by standing, each with its day and source. */
export function Endorsements({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, told } = page;
  const own = ownLanguage(page);
  if (told.standings.length === 0) return null;
  return (
    <section class="endorsements" aria-labelledby="endorsements">
      <h2 id="endorsements">{t.say('endorsements.title')}</h2>
      <p class="section-lead">{t.say('endorsements.lead')}</p>
      {told.standings.map(({ standing, endorsements }) => (
        <section key={standing} aria-labelledby={`standing-${standing}`}>
          <h3 id={`standing-${standing}`}>{t.say(`endorsements.${standing}`)}</h3>
          <ul>
            {endorsements.map((endorsement) => (
              <Endorsement key={endorsement.key} t={t} own={own} endorsement={endorsement} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Endorsement(props: {
  readonly t: Language;
  readonly own: OwnLanguage;
  readonly endorsement: EndorsementModel;
}): VNode {
  const { t, own, endorsement } = props;
  const { name, office, words, on, source } = endorsement;
  return (
    <li class="endorsement">
      <p>
        <strong>
          <bdi {...ownWords(own)}>{name}</bdi>
        </strong>
        {office === null ? null : (
          <span class="office">
            <bdi {...ownWords(own)}>{office}</bdi>
          </span>
        )}
      </p>
      {words.length > 0 ? (
        <blockquote>
          {words.map((paragraph, place) => (
            <p key={place} {...ownWords(own)}>
              {paragraph}
            </p>
          ))}
        </blockquote>
      ) : null}
      <p class="fine">
        <time datetime={on}>{t.dateFully(on)}</time>
      </p>
      <Source t={t} own={own} source={source} />
    </li>
  );
}
