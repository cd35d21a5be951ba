import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import { GrantRole } from '../../domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../domain/organizers/issue-sign-in-link.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { OPERATOR } from '../../domain/organizers/role.rules.js';
import { FOUNDING_SLUG, LoadFoundingCampaign } from '../campaign-file/load-founding-campaign.js';
import type { Announcer } from './announcer.js';

/** The organizer a new service begins with; nobody can sign in as them but by a link from the terminal. */
const FIRST_ORGANIZER = { email: 'organizer@vigil.invalid', name: 'First organizer', locale: 'en' };

/** Any number does, as long as every worker takes the same one. */
const FIRST_START_LOCK = 7_306_003;

/** Gives a new service its founding campaign and the organizer who owns it, once, however many workers start. */
export async function prepareFirstStart(app: NestFastifyApplication, announcer: Announcer): Promise<void> {
  const db = app.get(DataSource);
  const turn = db.createQueryRunner();
  await turn.query('SELECT pg_advisory_lock($1)', [FIRST_START_LOCK]);
  try {
    announcer.step('looking for campaigns');
    await app.get(LoadFoundingCampaign, { strict: false }).run();
    // Looked at one by one, so that a start that was killed in the middle is completed by the next.
    const organizers = await app.get(OrganizerStore, { strict: false }).list(db.manager);
    const { email } = FIRST_ORGANIZER;
    if (organizers.length === 0) {
      await app
        .get(InviteOrganizer, { strict: false })
        .run(OPERATOR, { ...FIRST_ORGANIZER, administrator: true });
    } else if (
      organizers.length > 1 ||
      organizers[0]?.email !== email ||
      organizers[0].memberships.length > 0
    ) {
      return;
    }
    const campaigns = await app.get(CampaignStore, { strict: false }).list(db.manager);
    for (const { id: campaignId } of campaigns.filter(({ slug }) => slug === FOUNDING_SLUG)) {
      await app.get(GrantRole, { strict: false }).run(OPERATOR, { email, campaignId, role: 'owner' });
    }
  } finally {
    await turn.query('SELECT pg_advisory_unlock($1)', [FIRST_START_LOCK]);
    await turn.release();
  }
}

/** A fresh link for the first organizer; undefined once others have taken over. */
export async function signInPath(app: NestFastifyApplication): Promise<string | undefined> {
  const organizers = app.get(OrganizerStore, { strict: false });
  const first = await organizers.findByEmail(app.get(DataSource).manager, FIRST_ORGANIZER.email);
  if (!first) return undefined;
  return app.get(IssueSignInLink, { strict: false }).run(OPERATOR, first.email);
}
