import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { InviteOrganizer } from '../../domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../domain/organizers/issue-sign-in-link.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { OPERATOR } from '../../domain/organizers/role.rules.js';
import type { Announcer } from './announcer.js';

/** The organizer a new service begins with; nobody can sign in as them but by a link from the terminal. */
const FIRST_ORGANIZER = { email: 'organizer@vigil.invalid', name: 'First organizer', locale: 'en' };

/** Gives a new service its first organizer, once, whichever process comes first. */
export async function prepareFirstStart(app: NestFastifyApplication, announcer: Announcer): Promise<void> {
  const organizers = app.get(OrganizerStore, { strict: false });
  const db = app.get(DataSource);
  if ((await organizers.count(db.manager)) > 0) return;
  announcer.step('making the first organizer');
  await app
    .get(InviteOrganizer, { strict: false })
    .run(OPERATOR, { ...FIRST_ORGANIZER, administrator: true });
}

/** A fresh link for the first organizer; undefined once others have taken over. */
export async function signInPath(app: NestFastifyApplication): Promise<string | undefined> {
  const organizers = app.get(OrganizerStore, { strict: false });
  const first = await organizers.findByEmail(app.get(DataSource).manager, FIRST_ORGANIZER.email);
  if (!first) return undefined;
  return app.get(IssueSignInLink, { strict: false }).run(OPERATOR, first.email);
}
