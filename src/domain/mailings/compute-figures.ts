import { type CalendarDate, daysBetween, dayIn } from '../../kernel/calendar-date.js';
import type { BodyId } from '../../kernel/id.js';
import type { CampaignFacts, DemandFacts } from './campaign-facts.js';
import type { DemandFigure, Figures } from './figures.js';

/** The demands that letters still raise, in the campaign's order: all that are not met. */
export function openDemands(campaign: CampaignFacts): DemandFacts[] {
  return campaign.demands.filter((demand) => demand.status !== 'met');
}

/** The open demands put to one of these bodies. */
export function demandsPutTo(campaign: CampaignFacts, bodyIds: readonly BodyId[]): DemandFacts[] {
  return openDemands(campaign).filter((demand) => demand.bodyIds.some((id) => bodyIds.includes(id)));
}

/** The numbers of a mailing for the day it will be sent, in its own zone. */
export function computeFigures(
  demands: readonly DemandFacts[],
  count: { confirmed: number; asOf: CalendarDate },
  schedule: { sendAt: Date; zone: string },
): Figures {
  const letterDate = dayIn(schedule.zone, schedule.sendAt);
  return {
    count: count.confirmed,
    countAsOf: count.asOf,
    letterDate,
    demands: demands.map((demand) => demandFigure(demand, letterDate)),
  };
}

function demandFigure(demand: DemandFacts, letterDate: CalendarDate): DemandFigure {
  const { key, status, asOf, openSince } = demand;
  return { key, status, asOf, openSince, daysOpen: Math.max(0, daysBetween(openSince, letterDate)) };
}
