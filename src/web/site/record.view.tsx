import type { VNode } from 'preact';
import type { CampaignPageModel } from './campaign-page.model.js';
import { CountryChart } from './country-chart.view.js';
import { DayChart } from './day-chart.view.js';
import { Endorsements } from './endorsements.view.js';
import { RecentNames } from './public-names.view.js';
import { Updates } from './updates.view.js';

/** What the campaign tells beside its statement: its news, who stands behind it, and the signatures. */
export function Record({ page }: { page: CampaignPageModel }): VNode {
  return (
    <div class="record">
      <Updates page={page} />
      <Endorsements page={page} />
      <Signatures page={page} />
    </div>
  );
}

/** The signatures as far as they are told: when, from where, and by name whoever chose to be named. */
function Signatures({ page }: { page: CampaignPageModel }): VNode | null {
  const { t, record } = page;
  if (record.byDay === null) return null;
  return (
    <div class="signatures">
      <section aria-labelledby="signatures">
        <h2 id="signatures">{t.say('chart.title')}</h2>
        <div class="charts">
          <DayChart t={t} row={record.byDay} />
          <CountryChart t={t} record={record} />
        </div>
        <p class="fine">{t.say('chart.as-of', { date: t.dateFully(record.asOf) })}</p>
      </section>
      <RecentNames page={page} />
    </div>
  );
}
