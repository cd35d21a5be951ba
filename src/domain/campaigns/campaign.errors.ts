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

/** What was given is no origin whose pages may frame a form. */
export class EmbedOriginRefused extends DomainError {
  constructor(origin: string) {
    super(
      'invalid',
      'embed-origin-refused',
      `${origin} is not an origin like https://example.org (https, no path, no wildcard; http for this machine alone)`,
      { origin },
    );
  }
}

/** More origins than one campaign lists. */
export class TooManyEmbedOrigins extends DomainError {
  constructor(most: number) {
    super('invalid', 'too-many-embed-origins', `a campaign lists at most ${String(most)} origins`, { most });
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

/** The campaign shows no answer of that number. */
export class ReleasedAnswerNotFound extends DomainError {
  constructor(slug: string, number: number) {
    super('not-found', 'answer-not-found', `the campaign ${slug} shows no answer ${number}`, {
      slug,
      number,
    });
  }
}
