import type { VNode } from 'preact';
import type { CampaignPageModel } from './campaign-page.model.js';

type Props = Readonly<{ page: CampaignPageModel }>;

/** What letters may cite. */
export function Grounds({ page: { t, texts } }: Props): VNode | null {
  const { grounds } = texts;
  if (grounds.length === 0) return null;
  return (
    <section class="chapter" aria-labelledby="grounds">
      <h2 id="grounds">{t.say('campaign.grounds')}</h2>
      <ul class="grounds">
        {grounds.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </section>
  );
}

/** The bodies that are addressed, an accused one marked as such. */
export function Bodies({ page: { t, texts } }: Props): VNode | null {
  const { bodies } = texts;
  if (bodies.length === 0) return null;
  return (
    <section class="chapter" aria-labelledby="bodies">
      <h2 id="bodies">{t.say('campaign.bodies')}</h2>
      <p class="section-lead">{t.say('campaign.bodies.lead')}</p>
      <ul class="bodies">
        {bodies.map(({ key, name, adverse }) => (
          <li key={key} class={adverse ? 'body-adverse' : undefined}>
            <strong>
              <bdi>{name}</bdi>
            </strong>
            {adverse ? <span class="fine">{t.say('campaign.bodies.adverse')}</span> : null}
          </li>
        ))}
      </ul>
    </section>
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
