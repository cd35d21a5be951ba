import type { CommandApplication } from '../commands/command-application.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import type { CampaignId } from '../../kernel/id.js';
import type { Narrator } from './narrator.js';
import type { ServiceDoor } from './service-door.js';

/** What the demo is played with: the verbs for organizers, the running service for supporters, somebody who tells it. */
export interface Stage {
  readonly app: CommandApplication;
  readonly door: ServiceDoor;
  readonly narrator: Narrator;
}

/** What the first chapter made for the others. */
export interface Scene extends Stage {
  readonly campaignId: CampaignId;
  readonly submitter: Organizer;
  readonly approver: Organizer;
}
