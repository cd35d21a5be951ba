import type { VNode } from 'preact';
import { isOpen } from '../../domain/campaigns/demand.rules.js';
import type { CampaignPageModel, DemandModel } from './campaign-page.model.js';

/** The three numbers of a campaign: who stands behind it, how long it has waited, what is still open. */
export function Figures({ page }: { page: CampaignPageModel }): VNode {
  const { t, demands, confirmed } = page;
  const oldest = oldestOf(demands);
  const unmet = demands.filter(({ published }) => isOpen(published.status)).length;
  return (
    <ul class="figures">
      {confirmed > 0 ? (
        <Figure value={t.number(confirmed)} text={t.say('campaign.figure.signed', { count: confirmed })} />
      ) : null}
      {oldest ? (
        <Figure
          value={t.number(oldest.daysOpen)}
          text={t.say('campaign.figure.days', {
            days: oldest.daysOpen,
            date: t.dateFully(oldest.published.openSince),
          })}
        />
      ) : null}
      {demands.length > 0 ? (
        <Figure value={t.number(unmet)} text={t.say('campaign.figure.unmet', { total: demands.length })} />
      ) : null}
    </ul>
  );
}

function oldestOf(demands: readonly DemandModel[]): DemandModel | undefined {
  return demands
    .filter(({ published }) => isOpen(published.status))
    .reduce<DemandModel | undefined>((a, b) => (a && a.daysOpen >= b.daysOpen ? a : b), undefined);
}

function Figure({ value, text }: { value: string; text: string }): VNode {
  return (
    <li>
      <strong>{value}</strong> <span>{text}</span>
    </li>
  );
}
