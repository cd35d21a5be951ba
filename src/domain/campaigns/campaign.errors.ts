import { DomainError } from '../../kernel/errors.js';

/** There is no such campaign. */
export class CampaignNotFound extends DomainError {
  constructor(campaign: string) {
    super('not-found', 'campaign-not-found', `there is no campaign ${campaign}`, { campaign });
  }
}

/** The campaign's state does not allow that step. */
export class CampaignStateConflict extends DomainError {
  constructor(slug: string, state: string, wanted: string) {
    super(
      'conflict',
      'campaign-state-conflict',
      `the campaign ${slug} is ${state} and cannot become ${wanted}`,
      {
        campaign: slug,
        state,
        wanted,
      },
    );
  }
}

/** The campaign has no such demand. */
export class DemandNotFound extends DomainError {
  constructor(demand: string) {
    super('not-found', 'demand-not-found', `the campaign has no demand ${demand}`, { demand });
  }
}

/** A demand does not go from the one status to the other. */
export class DemandStatusConflict extends DomainError {
  constructor(demand: string, from: string, to: string) {
    super('conflict', 'demand-status-conflict', `the demand ${demand} is ${from} and cannot become ${to}`, {
      demand,
      from,
      to,
    });
  }
}

/** A status is as of a day that lies before the status it follows, or ahead. */
export class StatusDayRefused extends DomainError {
  constructor(asOf: string, earliest: string, latest: string) {
    super(
      'invalid',
      'status-day-refused',
      `a status is as of a day from ${earliest} to ${latest}, not ${asOf}`,
      {
        asOf,
        earliest,
        latest,
      },
    );
  }
}
