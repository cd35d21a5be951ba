import type { VNode } from 'preact';
import { locales, type Locale } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from '../parts/document.view.js';
import { longestSearch } from './campaign-search.js';
import type { PictureModel } from './look/picture.model.js';
import { SmallPicture } from './look/picture.view.js';

/** A campaign in the list. */
export interface ListedCampaign {
  readonly slug: string;
  readonly state: 'open' | 'paused' | 'closed';
  readonly title: string;
  readonly summary: string;
  readonly confirmed: number;
  readonly picture: PictureModel | null;
  /** Set where its texts are not in the page's language. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/** So many stand in the first view. */
const AT_ONCE = 3;

interface HomeModel {
  readonly t: Language;
  readonly prefix: string;
  readonly offer: Locale | null;
  readonly origin: string;
  /** Those of this page. */
  readonly campaigns: readonly ListedCampaign[];
  /** How many there are on all pages. */
  readonly found: number;
  /** How many are closed, and so stand in the other list. */
  readonly closed: number;
  /** Whether there are enough to search in. */
  readonly searches: boolean;
  readonly page: number;
  readonly pages: number;
  /** What is looked for; '' where nothing is. */
  readonly q: string;
  readonly state: 'open' | 'closed';
}

/** The open campaigns, those opened last first; the closed ones apart; or those that were looked for among all. */
export function HomePage(model: HomeModel): VNode {
  const { t, prefix, offer, origin, campaigns, searches, pages, q } = model;
  const path = pathTo(model, model.page);
  return (
    <Document
      t={t}
      title={headingOf(model)}
      description={t.say('home.lead')}
      alternates={{ origin, path, locales, offer }}
      prefix={prefix}
      listed={q === ''}
    >
      <div class="home">
        <h1>{headingOf(model)}</h1>
        <p class="lead">{leadOf(model)}</p>
        {searches ? <Search t={t} prefix={prefix} q={q} /> : null}
        {campaigns.length > 0 ? (
          <ul class="list">
            {campaigns.map((campaign, place) => (
              <Listed key={campaign.slug} t={t} prefix={prefix} campaign={campaign} place={place} />
            ))}
          </ul>
        ) : null}
        {pages > 1 ? <Pager {...model} /> : null}
        <Elsewhere {...model} />
      </div>
    </Document>
  );
}

function headingOf({ t, q, state }: HomeModel): string {
  if (q !== '') return t.say('home.search.title');
  return t.say(state === 'open' ? 'home.title' : 'home.closed');
}

function leadOf({ t, q, state, found }: HomeModel): string {
  // U+2068 and U+2069 keep the direction of what was typed from the sentence around it.
  if (q !== '') return t.say('home.found', { count: found, words: `\u2068${q}\u2069` });
  if (state === 'closed') return t.say(found > 0 ? 'home.closed.lead' : 'home.closed.none');
  return t.say(found > 0 ? 'home.lead' : 'home.none');
}

/** The path of one of the pages, without a language. */
function pathTo({ q, state }: Pick<HomeModel, 'q' | 'state'>, page: number): string {
  const query = new URLSearchParams({
    ...(q === '' ? {} : { q }),
    ...(state === 'open' ? {} : { state }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString();
  return query === '' ? '/' : `/?${query}`;
}

function Search({ t, prefix, q }: Pick<HomeModel, 't' | 'prefix' | 'q'>): VNode {
  return (
    <form class="search" role="search" method="get" action={`${prefix}/`}>
      <label for="f-q">{t.say('home.search')}</label>
      <input
        id="f-q"
        name="q"
        type="search"
        value={q}
        maxlength={longestSearch}
        dir="auto"
        aria-describedby="h-q"
      />
      <button class="button button-quiet" type="submit">
        {t.say('home.search.button')}
      </button>
      <p class="hint" id="h-q">
        {t.say('home.search.hint')}
      </p>
    </form>
  );
}

function Listed(props: { t: Language; prefix: string; campaign: ListedCampaign; place: number }): VNode {
  const { t, prefix, campaign, place } = props;
  const { slug, state, title, summary, confirmed, picture, lang, dir } = campaign;
  return (
    <li class="list-item">
      <h2 class="in-script" lang={lang} dir={dir}>
        <a href={`${prefix}/c/${slug}`}>{title}</a>
      </h2>
      <p class="in-script" lang={lang} dir={dir}>
        {summary}
      </p>
      <p class="list-facts">
        {state === 'open' ? null : <span class="tag">{t.say(`home.state.${state}`)}</span>}
        <span>{t.say('home.signed', { count: confirmed })}</span>
      </p>
      <SmallPicture picture={picture} lazy={place >= AT_ONCE} />
    </li>
  );
}

/** The way to the other list, and from a search back to all. */
function Elsewhere({ t, prefix, q, state, closed }: HomeModel): VNode | null {
  if (q !== '' || state === 'closed') {
    return (
      <p>
        <a href={`${prefix}/`}>{t.say('home.title')}</a>
      </p>
    );
  }
  if (closed === 0) return null;
  return (
    <p>
      <a href={`${prefix}/?state=closed`}>{t.say('home.closed.link', { count: closed })}</a>
    </p>
  );
}

function Pager(model: HomeModel): VNode {
  const { t, prefix, page, pages } = model;
  const to = (wanted: number) => `${prefix}${pathTo(model, wanted)}`;
  return (
    <nav class="pager" aria-label={t.say('home.pages')}>
      {page > 1 ? (
        <a href={to(page - 1)} rel="prev">
          {t.say('home.newer')}
        </a>
      ) : null}
      <span>{t.say('home.page', { page, pages })}</span>
      {page < pages ? (
        <a href={to(page + 1)} rel="next">
          {t.say('home.older')}
        </a>
      ) : null}
    </nav>
  );
}
