import type { VNode } from 'preact';
import type { PublicName } from '../../domain/signatures/public-names.js';
import { locales } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from '../parts/document.view.js';
import { ownWords } from '../parts/own-words.js';
import { NameList } from './public-names.view.js';

/** A page of those who chose to be seen. */
export interface NamesModel {
  readonly t: Language;
  readonly prefix: string;
  readonly origin: string;
  readonly slug: string;
  readonly title: string;
  /** The style sheet of the campaign's own colours. */
  readonly accent: string | null;
  /** Where the campaign's quick exit leads. */
  readonly exit: string | null;
  /** Set where the campaign has no texts in the page's language. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly names: readonly PublicName[];
  readonly page: number;
  readonly pages: number;
  /** Set where only the newest so many are shown. */
  readonly most: number | null;
}

/** The names of a campaign's page, all that may be leafed through. Search engines are asked to keep none of them. */
export function NamesPage(model: NamesModel): VNode {
  const { t, prefix, origin, slug, title, exit, names, page, pages, most } = model;
  const path = `/c/${slug}/names${page === 1 ? '' : `?page=${page}`}`;
  return (
    <Document
      t={t}
      title={`${t.say('names.title')} · ${title}`}
      alternates={{ origin, path, locales }}
      prefix={prefix}
      accent={model.accent}
      exit={exit}
    >
      <div class="names-page">
        <p>
          <a href={`${prefix}/c/${slug}`} {...ownWords(model)}>
            {title}
          </a>
        </p>
        <h1>{t.say('names.title')}</h1>
        <p class="lead">{t.say(names.length > 0 ? 'names.lead' : 'names.none')}</p>
        {most === null ? null : <p class="fine">{t.say('names.newest', { count: most })}</p>}
        <NameList t={t} names={names} />
        {pages > 1 ? <Pager {...model} /> : null}
      </div>
    </Document>
  );
}

function Pager({ t, prefix, slug, page, pages }: NamesModel): VNode {
  const to = (wanted: number) => `${prefix}/c/${slug}/names?page=${wanted}`;
  return (
    <nav class="pager" aria-label={t.say('names.pages')}>
      {page > 1 ? <a href={to(page - 1)}>{t.say('home.newer')}</a> : null}
      <span>{t.say('home.page', { page, pages })}</span>
      {page < pages ? <a href={to(page + 1)}>{t.say('home.older')}</a> : null}
    </nav>
  );
}
