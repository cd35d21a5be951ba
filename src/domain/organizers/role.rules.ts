import { DomainError } from '../../kernel/errors.js';
import type { OrganizerId } from '../../kernel/id.js';

/** What an organizer is within one campaign, from most to least. */
export const roles = ['owner', 'organizer', 'moderator', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** An organizer as the verbs know one. */
export interface Organizer {
  readonly id: OrganizerId;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  /** Runs the instance, and sees no campaign's people by that. */
  readonly administrator: boolean;
}

/** The operator at the command line of the machine itself, without `--as`. */
export const OPERATOR = 'operator';

/** Who does an act that an operator may do as well. */
export type By = Organizer | typeof OPERATOR;

/** A policy's answer: `unseen` where even the existence of the campaign is none of the person's business. */
export type Decision = 'allowed' | 'forbidden' | 'unseen';

/** The person has no role in the campaign: answered as an unknown id is, so that ids tell nothing. */
export class NotAMember extends DomainError {
  constructor() {
    super('not-found', 'not-found', 'there is no such thing, or it is not yours to see');
  }
}

/** The person's role does not go that far. */
export class Forbidden extends DomainError {
  constructor() {
    super('forbidden', 'forbidden', 'your role in this campaign does not allow that');
  }
}

/** Passes when a policy allows it. Throws NotAMember (answered like an unknown id) or Forbidden. */
export function require(decision: Decision): void {
  if (decision === 'unseen') throw new NotAMember();
  if (decision === 'forbidden') throw new Forbidden();
}

/**
 * What someone may do, as sentences: `require(may(by, role).approveLetter())`. `role` is the person's own role in the
 * campaign at hand (null: none). The operator may do what needs no second person.
 */
export function may(by: By, role: Role | null = null) {
  const operator = by === OPERATOR;
  const administrator = by !== OPERATOR && by.administrator;
  const as =
    (...allowed: Role[]) =>
    (): Decision => {
      if (role === null) return 'unseen';
      return allowed.includes(role) ? 'allowed' : 'forbidden';
    };
  const orOperator = (decide: () => Decision) => (): Decision => (operator ? 'allowed' : decide());
  const instance = (): Decision => (operator || administrator ? 'allowed' : 'forbidden');

  const everyone = as('owner', 'organizer', 'moderator', 'viewer');
  const writers = as('owner', 'organizer');
  const moderators = as('owner', 'organizer', 'moderator');
  const owners = as('owner');
  return {
    // The instance.
    inviteOrganizers: instance,
    listOrganizers: instance,
    createCampaigns: instance,
    editBodies: instance,
    pauseSigning: instance,
    mindLanes: instance,
    proveSending: instance,
    /** An owner gives roles; an administrator too, but never to themselves. */
    grantRole: (to: OrganizerId): Decision => {
      if (operator || role === 'owner') return 'allowed';
      if (!administrator) return owners();
      return by.id === to ? 'forbidden' : 'allowed';
    },
    // A campaign.
    seeCampaign: orOperator(everyone),
    editCampaign: orOperator(owners),
    openCampaign: orOperator(owners),
    pauseCampaign: orOperator(writers),
    closeCampaign: orOperator(owners),
    setDemandStatus: orOperator(writers),
    releaseAnswer: orOperator(writers),
    exportCampaign: orOperator(everyone),
    // Letters, mailings, anniversaries: two people, so never the operator alone.
    seeLetters: everyone,
    writeLetter: writers,
    submitLetter: writers,
    approveLetter: writers,
    seeMailings: everyone,
    planMailing: writers,
    submitMailing: writers,
    approveMailing: writers,
    cancelMailing: writers,
    pauseMailing: writers,
    skipOccurrence: writers,
    reviveOccurrence: writers,
    decideDoubt: writers,
    // People who signed.
    moderateSignatures: moderators,
    seeAlerts: orOperator(everyone),
    dismissAlert: orOperator(moderators),
  } as const satisfies Record<string, (to: OrganizerId) => Decision>;
}
