import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { type By, OPERATOR, type Organizer } from '../../domain/organizers/role.rules.js';
import type { CommandApplication } from './command-application.js';

/** The organizer whom `--as` names. Throws OrganizerNotFound. */
export function organizerOf(app: CommandApplication, options: { readonly as: string }): Promise<Organizer> {
  return app.transaction((tx) => app.get(OrganizerStore).getByEmail(tx, options.as));
}

/** Whom `--as` names, else the operator, for acts that need no second person. */
export async function actorOf(app: CommandApplication, options: { readonly as?: string }): Promise<By> {
  return options.as === undefined ? OPERATOR : organizerOf(app, { as: options.as });
}
