import type { ComponentChildren, VNode } from 'preact';
import type { Operator } from '../../platform/config/operator-config.js';
import { locales } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from '../parts/document.view.js';

/** What every page about the service itself is made of. */
export interface AboutModel {
  readonly t: Language;
  readonly prefix: string;
  readonly origin: string;
  readonly operator: Operator;
}

/** What is kept of a supporter, for how long, who sees it, and what never is. */
export function PrivacyPage(model: AboutModel): VNode {
  const { t, prefix, operator } = model;
  const part = (name: string, items: readonly string[]) => (
    <Part id={name} title={t.say(`privacy.${name}`)}>
      <ul>
        {items.map((item) => (
          <li key={item}>{t.say(`privacy.${name}.${item}`)}</li>
        ))}
      </ul>
    </Part>
  );
  return (
    <AboutPage {...model} path="/privacy" title={t.say('privacy.title')} lead={t.say('privacy.lead')}>
      {part('kept', ['sealed', 'fingerprint', 'choices', 'country', 'days', 'text'])}
      {part('never', ['address', 'browser', 'time', 'cookies', 'others', 'pixels'])}
      {part('seen', ['nobody', 'chosen', 'given', 'bodies', 'organizers', 'sold'])}
      {part('long', ['form', 'unconfirmed', 'confirmed', 'news', 'withdrawn', 'mails', 'closed'])}
      <Part id="rights" title={t.say('privacy.rights')}>
        <p>{t.say('privacy.rights.text')}</p>
        <p>
          <a class="button button-quiet" href={`${prefix}/me`}>
            {t.say('privacy.rights.link')}
          </a>
        </p>
        <p>{t.say('privacy.rights.complain')}</p>
      </Part>
      {part('limits', ['backups', 'delivered', 'provider', 'device'])}
      <Part id="who" title={t.say('privacy.who')}>
        <Contact t={t} operator={operator} />
        <p>
          <a href={`${prefix}/imprint`}>{t.say('site.imprint')}</a>
        </p>
      </Part>
    </AboutPage>
  );
}

/** Who runs the service. */
export function ImprintPage(model: AboutModel): VNode {
  const { t, operator } = model;
  const { name, address, email, more } = operator;
  const facts = [
    { name: t.say('imprint.name'), lines: name === undefined ? [] : [name] },
    { name: t.say('imprint.address'), lines: address },
    { name: t.say('imprint.more'), lines: more },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <AboutPage {...model} path="/imprint" title={t.say('imprint.title')} lead={t.say('imprint.lead')}>
      {facts.length > 0 ? (
        <dl class="facts">
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd>
                {fact.lines.map((line) => (
                  <div key={line}>
                    <bdi>{line}</bdi>
                  </div>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {facts.length > 0 && email === undefined ? null : <Contact t={t} operator={operator} />}
      <p class="fine">{t.say('imprint.texts')}</p>
    </AboutPage>
  );
}

/** How to report a campaign; `about` is the address of the one that is meant. */
export function ReportPage(model: AboutModel & { readonly about: string | null }): VNode {
  const { t, prefix, operator, about } = model;
  return (
    <AboutPage {...model} path="/report" title={t.say('report.title')} lead={t.say('report.lead')}>
      <Part id="what" title={t.say('report.what')}>
        <ul>
          {['danger', 'false', 'name', 'law'].map((reason) => (
            <li key={reason}>{t.say(`report.what.${reason}`)}</li>
          ))}
        </ul>
      </Part>
      <Part id="how" title={t.say('report.how')}>
        <p>{t.say('report.how.text')}</p>
        {about === null ? null : (
          <p>
            {t.say('report.about')} <bdi dir="ltr">{about}</bdi>
          </p>
        )}
        <Contact t={t} operator={operator} subject={about ?? undefined} />
        <p>{t.say('report.kept')}</p>
      </Part>
      <Part id="own" title={t.say('report.own')}>
        <p>{t.say('report.own.text')}</p>
        <p>
          <a href={`${prefix}/me`}>{t.say('privacy.rights.link')}</a>
        </p>
      </Part>
    </AboutPage>
  );
}

function AboutPage(
  props: AboutModel & {
    readonly path: string;
    readonly title: string;
    readonly lead: string;
    readonly children: ComponentChildren;
  },
): VNode {
  const { t, prefix, origin, path, title, lead, children } = props;
  return (
    <Document
      t={t}
      title={title}
      description={lead}
      alternates={{ origin, path, locales }}
      prefix={prefix}
      listed
    >
      <article class="about">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {children}
      </article>
    </Document>
  );
}

function Part(props: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <section aria-labelledby={`about-${props.id}`}>
      <h2 id={`about-${props.id}`}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** The way to whoever runs the service, or the sentence that says there is none yet. */
function Contact(props: {
  readonly t: Language;
  readonly operator: Operator;
  readonly subject?: string | undefined;
}): VNode {
  const { t, operator, subject } = props;
  const { email, name } = operator;
  if (email === undefined) return <p class="notice">{t.say('imprint.unset')}</p>;
  const query = subject === undefined ? '' : `?subject=${encodeURIComponent(subject)}`;
  return (
    <p>
      {t.say('imprint.contact', { name: name ?? t.say('imprint.operator') })}{' '}
      <a href={`mailto:${encodeURI(email)}${query}`} dir="ltr">
        {email}
      </a>
    </p>
  );
}
