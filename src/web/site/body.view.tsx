import type { VNode } from 'preact';
import { isOpen } from '../../domain/campaigns/demand.rules.js';
import { locales } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from '../parts/document.view.js';
import { type OwnLanguage, ownWords } from '../parts/own-words.js';
import type { BodyCampaignModel, BodyPageModel } from './body.model.js';
import type { DemandModel } from './campaign-page.model.js';
import { DemandState } from './demands.view.js';
import { Answers, Letters } from './exchange.view.js';

/** A body's page: what it was asked, by whom, since when, and what came of it; every word is a campaign's. */
export function BodyPage({ page }: { page: BodyPageModel }): VNode {
  const { t, prefix, origin, key, kind, name, campaigns } = page;
  const count = campaigns.length;
  return (
    <Document
      t={t}
      title={name}
      description={t.say('body.lead', { count })}
      alternates={{ origin, path: `/bodies/${key}`, locales }}
      prefix={prefix}
      listed
    >
      <div class="body-page">
        <header class="opening">
          <p class="kicker">{t.say(`body.kind.${kind}`)}</p>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p class="lead">{t.say('body.lead', { count })}</p>
          <BodyFigures page={page} />
        </header>
        {campaigns.map((campaign) => (
          <Asked key={campaign.slug} t={t} prefix={prefix} campaign={campaign} />
        ))}
      </div>
    </Document>
  );
}

function BodyFigures({ page }: { page: BodyPageModel }): VNode {
  const { t, demands, unmet, letters, answers, oldest } = page;
  const figures: (readonly [number, string])[] = [
    ...(demands > 0 ? [[unmet, t.say('campaign.figure.unmet', { total: demands })] as const] : []),
    ...(oldest
      ? [[oldest.days, t.say('campaign.figure.days', { days: oldest.days, date: t.dateFully(oldest.since) })] as const]
      : []),
    [letters, t.say('body.figure.letters', { count: letters })],
    [answers, t.say('body.figure.answers', { count: answers })],
  ]; // prettier-ignore
  return (
    <ul class="figures">
      {figures.map(([value, text]) => (
        <li key={text}>
          <strong>{t.number(value)}</strong> <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

type AskedProps = Readonly<{ t: Language; prefix: string; campaign: BodyCampaignModel }>;

function Asked({ t, prefix, campaign }: AskedProps): VNode {
  const { slug, title, attribution, lang, dir, adverse, ended, demands, answers, letters } = campaign;
  const own = lang === undefined || dir === undefined ? {} : { lang, dir };
  return (
    <article class="asked" aria-labelledby={`by-${slug}`}>
      <header>
        <p class="kicker">{t.say('body.asked-by')}</p>
        <h2 id={`by-${slug}`} {...ownWords(own)}>
          <a href={`${prefix}/c/${slug}`}>{title}</a>
        </h2>
        <p class="fine">
          <bdi {...ownWords(own)}>{attribution}</bdi>
          {adverse ? ` · ${t.say('campaign.bodies.adverse')}` : null}
          {ended ? ` · ${t.say('body.ended')}` : null}
        </p>
      </header>
      <div class="asked-parts">
        <div>
          <h3>{t.say('body.asks')}</h3>
          {demands.length === 0 ? <p>{t.say('body.asks.none')}</p> : null}
          <ol class="asks">
            {demands.map((demand) => (
              <Ask key={demand.published.key} t={t} demand={demand} own={own} />
            ))}
          </ol>
        </div>
        <div>
          <h3>{t.say('answers.title')}</h3>
          {answers.length === 0 ? (
            <p>{t.say('answers.none')}</p>
          ) : (
            <Answers t={t} own={own} answers={answers} />
          )}
          <h3>{t.say('letters.title')}</h3>
          {letters.length === 0 ? (
            <p>{t.say('letters.none')}</p>
          ) : (
            <Letters t={t} of={slug} letters={letters} />
          )}
        </div>
      </div>
    </article>
  );
}

type AskProps = Readonly<{
  t: Language;
  demand: DemandModel;
  own: OwnLanguage;
}>;

function Ask({ t, demand, own }: AskProps): VNode {
  const { published, daysOpen } = demand;
  const { title, text, status, statusAsOf, openSince } = published;
  return (
    <li>
      <div {...ownWords(own)}>
        <h4>{title}</h4>
        {text === title ? null : <p>{text}</p>}
      </div>
      <DemandState t={t} status={status} asOf={statusAsOf} />
      {isOpen(status) ? (
        <p class="demand-open">{t.say('demand.open', { days: daysOpen, date: t.dateFully(openSince) })}</p>
      ) : null}
    </li>
  );
}
