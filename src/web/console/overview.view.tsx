import type { VNode } from 'preact';
import type { SendingStanding } from '../../domain/dispatch/sending-standing.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ordinalWord } from '../../platform/i18n/ordinal.js';
import { ConsolePage } from './console-page.view.js';
import { type MailingRow, MailingRows } from './mailing-row.view.js';
import { moment } from './moment.js';
import { SendingNotice } from './sending.view.js';

/** What one sees first: one's campaigns, what waits for somebody, what comes next. */
export interface OverviewModel {
  readonly campaigns: readonly {
    readonly slug: string;
    readonly title: string;
    readonly state: string;
    readonly role: string;
    readonly confirmed: number;
    /** Whether one looks after its signatures. */
    readonly mayModerate: boolean;
  }[];
  /** What is unusual and nobody has dismissed. */
  readonly alerts: readonly { readonly id: string; readonly title: string; readonly sentence: string }[];
  readonly waiting: readonly MailingRow[];
  readonly keepings: readonly {
    readonly campaign: string;
    readonly title: string;
    readonly key: string;
    readonly n: number;
    readonly at: Date;
    readonly zone: string;
    readonly state: string;
  }[];
}

/** The console's first page. */
export function OverviewPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly overview: OverviewModel;
  readonly sending: SendingStanding | null;
}): VNode {
  const { t, name, overview } = props;
  return (
    <ConsolePage t={t} title={t.say('console.nav.overview')} name={name} place="overview">
      <SendingNotice t={t} standing={props.sending} />
      <Alerts t={t} alerts={overview.alerts} />
      <section aria-labelledby="waiting">
        <h2 id="waiting">{t.say('console.overview.waiting')}</h2>
        <MailingRows t={t} rows={overview.waiting} />
      </section>
      <section aria-labelledby="campaigns">
        <h2 id="campaigns">{t.say('console.overview.campaigns')}</h2>
        {overview.campaigns.length === 0 ? <p>{t.say('console.overview.no-campaigns')}</p> : null}
        <ul class="rows">
          {overview.campaigns.map((campaign) => (
            <li key={campaign.slug}>
              <a href={`/${t.locale}/c/${campaign.slug}`}>
                <bdi>{campaign.title}</bdi>
              </a>
              <span class={`state state-${campaign.state}`}>
                {t.say(`console.state.campaign.${campaign.state}`)}
              </span>
              <span class="fine">
                {t.say('console.overview.confirmed', { n: campaign.confirmed })} ·{' '}
                {t.say(`console.role.${campaign.role}`)} ·{' '}
                <a href={`/console/campaigns/${campaign.slug}/embed`}>{t.say('console.embed.link')}</a> ·{' '}
                <a href={`/console/campaigns/${campaign.slug}/look`}>{t.say('console.look.link')}</a> ·{' '}
                <a href={`/console/campaigns/${campaign.slug}/answers`}>{t.say('console.release.link')}</a>
                {campaign.mayModerate ? (
                  <>
                    {' '}
                    ·{' '}
                    <a href={`/console/campaigns/${campaign.slug}/signatures`}>
                      {t.say('console.given.link')}
                    </a>
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <Keepings t={t} keepings={overview.keepings} />
    </ConsolePage>
  );
}

function Alerts({
  t,
  alerts,
}: {
  readonly t: Language;
  readonly alerts: OverviewModel['alerts'];
}): VNode | null {
  if (alerts.length === 0) return null;
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">{t.say('console.overview.alerts')}</h2>
      <ul class="rows">
        {alerts.map(({ id, title, sentence }) => (
          <li key={id}>
            <bdi>{title}</bdi>
            <span class="fine">{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Keepings({
  t,
  keepings,
}: {
  readonly t: Language;
  readonly keepings: OverviewModel['keepings'];
}): VNode {
  return (
    <section aria-labelledby="keepings">
      <h2 id="keepings">{t.say('console.overview.keepings')}</h2>
      {keepings.length === 0 ? <p>{t.say('console.overview.no-keepings')}</p> : null}
      <ul class="rows">
        {keepings.map((keeping) => (
          <li key={`${keeping.campaign}/${keeping.key}/${String(keeping.n)}`}>
            <span>
              <bdi>{keeping.title}</bdi>:{' '}
              {t.say('console.overview.ordinal', { ordinal: ordinalWord(t.locale, keeping.n) })}
            </span>
            <span class={`state state-${keeping.state}`}>
              {t.say(`console.state.occurrence.${keeping.state}`)}
            </span>
            <span class="fine">{moment(t, keeping.at, keeping.zone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
