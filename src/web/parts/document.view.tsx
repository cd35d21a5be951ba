import type { ComponentChildren, VNode } from 'preact';
import { dirOf, localeNames, type Locale } from '../../platform/i18n/locale.js';
import { Texts, type Language } from '../../platform/i18n/texts.js';
import { deskStylesheet, icon, stylesheet } from './asset-files.js';
import { Brand } from './brand.view.js';
import { Exit } from './exit.view.js';
import { FontLinks } from './font-links.view.js';

/** One page in several languages: where each is. */
export interface Alternates {
  /** Origin of the service, for addresses that search engines read. */
  readonly origin: string;
  /** The path without a language, beginning with a slash. */
  readonly path: string;
  readonly locales: readonly Locale[];
  /** The picture for links to it, 1200 by 630 pixels, by its path. */
  readonly card?: { readonly path: string; readonly alt: string };
  /** The language the reader would rather have than the address's. */
  readonly offer?: Locale | null;
}

interface DocumentProps {
  readonly t: Language;
  readonly title: string;
  readonly description?: string;
  /** Absent on pages that belong to a token: nothing may point at them. */
  readonly alternates?: Alternates;
  /** The path of the page's Atom feed, where it has one. */
  readonly feed?: string;
  /** Before our own paths: '' or '/fa'. */
  readonly prefix?: string;
  /** Whether search engines may list it; token and error pages say no. */
  readonly listed?: boolean;
  /** What stands at the foot; absent: what the public pages say. */
  readonly foot?: string;
  /** The style sheet of the campaign's own colours. */
  readonly accent?: string | null | undefined;
  /** Whether it is for those who run the service, with the style sheet of their pages. */
  readonly desk?: boolean;
  /** The campaign that the page is about, for whoever wants to report it. */
  readonly report?: string | undefined;
  /** Where whoever has to leave at once is taken; absent: nothing is offered. */
  readonly exit?: string | null | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every page: head, skip link, brand, languages, content, foot. */
export function Document(props: DocumentProps): VNode {
  const { t, title, description, alternates, prefix = '', listed = false, children } = props;
  const { exit } = props;
  const name = t.say('site.name');
  const skip = (
    <a class="skip" href="#content">
      {t.say('site.skip')}
    </a>
  );
  return (
    <html lang={t.locale} dir={t.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === name ? name : `${title} · ${name}`}</title>
        {description === undefined ? null : <meta name="description" content={description} />}
        {listed ? null : <meta name="robots" content="noindex" />}
        <meta name="format-detection" content="telephone=no" />
        <link rel="stylesheet" href={stylesheet.path} />
        {props.accent ? <link rel="stylesheet" href={props.accent} /> : null}
        <FontLinks t={t} />
        {props.desk ? <link rel="stylesheet" href={deskStylesheet.path} /> : null}
        {props.feed === undefined ? null : (
          <link rel="alternate" type="application/atom+xml" title={title} href={props.feed} />
        )}
        <link rel="icon" href={icon.path} type="image/svg+xml" />
        {alternates ? <Pointers {...alternates} t={t} title={title} description={description} /> : null}
      </head>
      <body>
        {exit ? <Exit t={t} to={exit} /> : skip}
        <header class="masthead">
          {exit ? skip : null}
          <div class="masthead-row">
            <Brand href={`${prefix}/`} name={name} />
            {alternates ? <Languages t={t} {...alternates} /> : null}
          </div>
          {alternates?.offer ? <Offer locale={alternates.offer} path={alternates.path} /> : null}
        </header>
        <main id="content">{children}</main>
        <footer class="foot">
          {props.foot === undefined ? <AboutLinks t={t} prefix={prefix} report={props.report} /> : null}
          <p>{props.foot ?? t.say('site.foot')}</p>
        </footer>
      </body>
    </html>
  );
}

const pathIn = (locale: Locale, path: string): string => `/${locale}${path === '/' ? '' : path}`;

function Pointers(
  props: Alternates & { t: Language; title: string; description: string | undefined },
): VNode {
  const { origin, path, locales, card, t, title, description } = props;
  return (
    <>
      <link rel="canonical" href={`${origin}${pathIn(t.locale, path)}`} />
      {locales.map((locale) => (
        <link rel="alternate" hreflang={locale} href={`${origin}${pathIn(locale, path)}`} key={locale} />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${origin}${path}`} />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      {description === undefined ? null : <meta property="og:description" content={description} />}
      <meta property="og:url" content={`${origin}${pathIn(t.locale, path)}`} />
      <meta property="og:site_name" content={t.say('site.name')} />
      {card ? <Card {...card} origin={origin} /> : null}
    </>
  );
}

function Card({ origin, path, alt }: NonNullable<Alternates['card']> & { origin: string }): VNode {
  return (
    <>
      <meta property="og:image" content={origin + path} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

/** One line in the reader's own language, which leads to the page in it. */
function Offer({ locale, path }: { locale: Locale; path: string }): VNode {
  return (
    <p class="offer" lang={locale} dir={dirOf(locale)}>
      <a href={pathIn(locale, path)} hreflang={locale}>
        {Texts.in(locale).say('site.offer')}
      </a>
    </p>
  );
}

/** The page in its other languages. */
function Languages({ t, path, locales }: Alternates & { t: Language }): VNode {
  return (
    <nav class="languages" aria-label={t.say('site.languages')}>
      <details>
        <summary>{localeNames[t.locale]}</summary>
        <ul>
          {locales.map((locale) => (
            <li key={locale}>
              <a
                href={pathIn(locale, path)}
                lang={locale}
                dir={dirOf(locale)}
                hreflang={locale}
                {...(locale === t.locale ? { 'aria-current': 'true' as const } : {})}
              >
                {localeNames[locale]}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}

/** What stands at the foot of every public page: what is kept, who runs the service, how to report a campaign. */
function AboutLinks(props: {
  readonly t: Language;
  readonly prefix: string;
  readonly report: string | undefined;
}): VNode {
  const { t, prefix, report } = props;
  const reporting = report === undefined ? '' : `?campaign=${encodeURIComponent(report)}`;
  return (
    <nav class="foot-links" aria-label={t.say('site.about')}>
      <ul>
        <li>
          <a href={`${prefix}/privacy`}>{t.say('site.privacy')}</a>
        </li>
        <li>
          <a href={`${prefix}/imprint`}>{t.say('site.imprint')}</a>
        </li>
        <li>
          <a href={`${prefix}/report${reporting}`} rel="nofollow">
            {t.say('site.report')}
          </a>
        </li>
      </ul>
    </nav>
  );
}
