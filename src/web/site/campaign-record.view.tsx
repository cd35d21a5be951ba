import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import type { CampaignPageModel } from './campaign-page.model.js';
import { Answers } from './exchange.view.js';
import { type OwnLanguage, ownWords } from '../parts/own-words.js';
import { ownLanguage } from './own-language.js';
import type { ExchangeModel } from './told.model.js';

type Props = Readonly<{ page: CampaignPageModel }>;

/** What letters may cite. */
export function Grounds({ page }: Props): VNode | null {
  const { grounds } = page.texts;
  if (grounds.length === 0) return null;
  return (
    <section class="chapter" aria-labelledby="grounds">
      <h2 id="grounds">{page.t.say('campaign.grounds')}</h2>
      <ul class="grounds">
        {grounds.map(({ key, text }) => (
          <li key={key}>
            <div {...ownWords(ownLanguage(page))}>{text}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The bodies that are addressed, an accused one marked as such, with what passed between them and the campaign. */
export function Bodies({ page }: Props): VNode | null {
  const { t, told, prefix } = page;
  const { bodies } = page.texts;
  const own = ownLanguage(page);
  if (bodies.length === 0) return null;
  return (
    <section class="chapter" aria-labelledby="bodies">
      <h2 id="bodies">{t.say('campaign.bodies')}</h2>
      <p class="section-lead">{t.say('campaign.bodies.lead')}</p>
      <ul class="bodies">
        {bodies.map(({ key, name, adverse }) => (
          <li key={key} class={adverse ? 'body-adverse' : undefined}>
            <a href={`${prefix}/bodies/${key}`}>
              <bdi {...ownWords(own)}>{name}</bdi>
            </a>
            {adverse ? <span class="fine">{t.say('campaign.bodies.adverse')}</span> : null}
            <Exchange t={t} own={own} exchange={told.exchanges.get(key)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Exchange(props: {
  readonly t: Language;
  readonly own: OwnLanguage;
  readonly exchange: ExchangeModel | undefined;
}): VNode | null {
  const { t, own, exchange } = props;
  if (!exchange) return null;
  const { answers, letters } = exchange;
  const [newest] = letters;
  return (
    <>
      {newest ? (
        <span class="fine">
          {t.say('letters.sent', { count: letters.length, date: t.dateFully(newest.on) })}
        </span>
      ) : null}
      {answers.length > 0 ? <Answers t={t} own={own} answers={answers} /> : null}
    </>
  );
}

/** The next day that will be kept. */
export function Anniversary({ page: { t, anniversary } }: Props): VNode | null {
  if (anniversary === null) return null;
  const gender = 'feminine';
  return (
    <section class="chapter anniversary" aria-labelledby="anniversary">
      <h2 id="anniversary">{t.say('campaign.anniversary')}</h2>
      <p>
        {t.say('campaign.anniversary.text', {
          date: t.dateFully(anniversary.date),
          ordinal: t.say(`ordinal.${gender}.nominative`, { n: anniversary.ordinal }),
        })}
      </p>
    </section>
  );
}
