import type { VNode } from 'preact';
import { languageName } from '../../platform/i18n/format.js';
import { Document } from '../parts/document.view.js';
import type { CampaignPageModel, SignFormModel } from './campaign-page.model.js';
import { Anniversary, Bodies, Grounds } from './campaign-record.view.js';
import { Demands } from './demands.view.js';
import { Figures } from './figures.view.js';
import { ownWords } from '../parts/own-words.js';
import { Picture } from './look/picture.view.js';
import { ownLanguage } from './own-language.js';
import { Record } from './record.view.js';
import { SignCard } from './sign-card.view.js';
import { Timeline } from './timeline.view.js';

/** The campaign's page: what happened, what is demanded of whom since when, and the form. */
export function CampaignPage({ page, form }: { page: CampaignPageModel; form: SignFormModel }): VNode {
  const { t } = page;
  const { title, summary } = page.texts;
  const { origin, locales, offer, card } = page;
  const alternates = { origin, path: `/c/${page.slug}`, locales, offer, card };
  const fault = faultOf(t, form);
  const own = ownLanguage(page);
  return (
    <Document
      t={t}
      title={fault === null ? title : `${fault} · ${title}`}
      description={summary}
      alternates={alternates}
      prefix={page.prefix}
      report={page.slug}
      exit={page.exit}
      accent={page.accent}
      feed={`${page.prefix}/c/${page.slug}/feed.atom`}
      listed={fault === null}
    >
      <div class="campaign">
        <header class="opening">
          <p class="kicker">{t.say('campaign.kicker')}</p>
          <h1 {...ownWords(own)}>{title}</h1>
          <p {...ownWords(own, 'lead')}>{summary}</p>
          {page.content === t.locale ? null : (
            <p class="notice">
              {t.say('campaign.other-language', { language: languageName(t.locale, page.content) })}
            </p>
          )}
          {page.signing === 'open' ? (
            <a class="button to-form" href="#sign">
              {t.say('campaign.sign')}
            </a>
          ) : null}
          <Picture picture={page.picture} />
          <Figures page={page} />
        </header>
        <SignCard page={page} form={form} />
        <div class="story">
          <Statement page={page} />
          <Demands page={page} />
          <Timeline page={page} />
        </div>
        <div class="beside">
          <Grounds page={page} />
          <Bodies page={page} />
          <Anniversary page={page} />
        </div>
        <Record page={page} />
        {page.signing === 'open' ? (
          <a class="button closing" href="#sign">
            {t.say('campaign.sign')}
          </a>
        ) : null}
      </div>
    </Document>
  );
}

/** What the window's title begins with when the form could not be taken. */
function faultOf(t: CampaignPageModel['t'], { trouble, refused }: SignFormModel): string | null {
  if (trouble !== undefined) return t.say('form.untaken');
  return refused.length > 0 ? t.say('form.refused', { count: refused.length }) : null;
}

function Statement({ page }: { page: CampaignPageModel }): VNode {
  const { t, texts, statementDate } = page;
  const own = ownLanguage(page);
  return (
    <section class="statement" aria-labelledby="statement">
      <h2 id="statement">{t.say('campaign.statement')}</h2>
      <blockquote>
        {texts.statement.map((paragraph, index) => (
          <p key={index} {...ownWords(own)}>
            {paragraph}
          </p>
        ))}
        <footer>
          <cite>
            <bdi {...ownWords(own)}>{texts.attribution}</bdi>
          </cite>
          <time datetime={statementDate}>{t.dateFully(statementDate)}</time>
        </footer>
      </blockquote>
      <p class="fine">{t.say('campaign.statement.note')}</p>
    </section>
  );
}
