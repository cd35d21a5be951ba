import type { VNode } from 'preact';
import type { CampaignPageModel } from './campaign-page.model.js';
import { CountryChart } from './country-chart.view.js';
import { DayChart } from './day-chart.view.js';
import { RecentNames } from './public-names.view.js';

/** The signatures as far as they are told: when, from where, and by name whoever chose to be named. */
export function Signatures({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, record } = page;
  if (record.byDay === null) return null;
  return (
    <div class="signatures" lang={t.locale} dir={t.dir}>
      <section aria-labelledby="signatures">
        <h2 id="signatures">{t.say('chart.title')}</h2>
        <div class="charts">
          <DayChart t={t} row={record.byDay} />
          <CountryChart t={t} record={record} />
        </div>
        <p class="fine">{t.say('chart.as-of', { date: t.date(record.asOf) })}</p>
      </section>
      <RecentNames page={page} />
    </div>
  );
}
