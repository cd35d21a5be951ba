import type { VNode } from 'preact';
import { locales } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from '../parts/document.view.js';

/** A campaign in the list. */
export interface ListedCampaign {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly confirmed: number;
  /** Set where its texts are not in the page's language. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

interface HomeModel {
  readonly t: Language;
  readonly prefix: string;
  readonly origin: string;
  readonly campaigns: readonly ListedCampaign[];
  readonly page: number;
  readonly pages: number;
}

/** The open campaigns, those opened last first. */
export function HomePage({ t, prefix, origin, campaigns, page, pages }: HomeModel): VNode {
  const alternates = { origin, path: page === 1 ? '/' : `/?page=${page}`, locales };
  return (
    <Document
      t={t}
      title={t.say('home.title')}
      description={t.say('home.lead')}
      alternates={alternates}
      prefix={prefix}
      listed
    >
      <div class="home">
        <h1>{t.say('home.title')}</h1>
        <p class="lead">{t.say(campaigns.length > 0 ? 'home.lead' : 'home.none')}</p>
        <ul class="list">
          {campaigns.map(({ slug, title, summary, confirmed, lang, dir }) => (
            <li class="list-item" key={slug}>
              <h2 lang={lang} dir={dir}>
                <a href={`${prefix}/c/${slug}`}>{title}</a>
              </h2>
              <p lang={lang} dir={dir}>
                {summary}
              </p>
              <p class="fine">{t.say('home.signed', { count: confirmed })}</p>
            </li>
          ))}
        </ul>
        {pages > 1 ? <Pager t={t} prefix={prefix} page={page} pages={pages} /> : null}
      </div>
    </Document>
  );
}

function Pager({ t, prefix, page, pages }: Pick<HomeModel, 't' | 'prefix' | 'page' | 'pages'>): VNode {
  const to = (wanted: number) => `${prefix}/?page=${wanted}`;
  return (
    <nav class="pager" aria-label={t.say('home.pages')}>
      {page > 1 ? <a href={to(page - 1)}>{t.say('home.newer')}</a> : null}
      <span>{t.say('home.page', { page, pages })}</span>
      {page < pages ? <a href={to(page + 1)}>{t.say('home.older')}</a> : null}
    </nav>
  );
}
