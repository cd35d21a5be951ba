import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from '../parts/document.view.js';

interface ConsolePageProps {
  readonly t: Language;
  readonly title: string;
  /** The signed-in organizer's name. */
  readonly name: string;
  /** Which place of the navigation the page belongs to. */
  readonly place: 'overview' | 'mailings' | 'letters' | 'answers' | 'sending';
  readonly children: ComponentChildren;
}

/** The frame of a page behind the sign-in: where one can go, who one is, the way out. */
export function ConsolePage({ t, title, name, place, children }: ConsolePageProps): VNode {
  const link = (to: ConsolePageProps['place'], href: string) => (
    <li>
      <a href={href} {...(to === place ? { 'aria-current': 'page' as const } : {})}>
        {t.say(`console.nav.${to}`)}
      </a>
    </li>
  );
  return (
    <Document t={t} title={title} foot={t.say('console.foot')} desk>
      <div class="console">
        <nav class="console-nav" aria-label={t.say('console.nav.label')}>
          <ul>
            {link('overview', '/console')}
            {link('mailings', '/console/mailings')}
            {link('letters', '/console/letters')}
            {link('answers', '/console/answers')}
            {link('sending', '/console/sending')}
          </ul>
          <form method="post" action="/console/sign-out" class="console-who">
            <bdi>{name}</bdi>
            <button class="button button-quiet" type="submit">
              {t.say('console.sign-out')}
            </button>
          </form>
        </nav>
        <h1>{title}</h1>
        {children}
      </div>
    </Document>
  );
}

/** The way through a list that has more than one page. */
export function PageLinks(props: {
  readonly t: Language;
  readonly path: string;
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}): VNode | null {
  const { t, path, page, perPage, total } = props;
  const last = Math.max(1, Math.ceil(total / perPage));
  if (last === 1) return null;
  return (
    <nav class="page-links" aria-label={t.say('console.pages.label')}>
      {page > 1 ? (
        <a rel="prev" href={`${path}?page=${String(page - 1)}`}>
          {t.say('console.pages.before')}
        </a>
      ) : null}
      <span>{t.say('console.pages.where', { page, last })}</span>
      {page < last ? (
        <a rel="next" href={`${path}?page=${String(page + 1)}`}>
          {t.say('console.pages.after')}
        </a>
      ) : null}
    </nav>
  );
}
