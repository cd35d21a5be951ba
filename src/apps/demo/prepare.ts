import { GrantRole } from '../../domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../domain/organizers/invite-organizer.js';
import { OPERATOR, type Organizer } from '../../domain/organizers/role.rules.js';
import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import { OpenCampaign } from '../../domain/campaigns/open-campaign.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import type { CampaignId } from '../../kernel/id.js';
import { ImportCampaignFile } from '../campaign-file/import-campaign-file.js';
import { organizers } from './cast.js';
import { DEMO_SLUG, demoFile } from './demo-file.js';
import { until } from './patience.js';
import type { Scene, Stage } from './stage.js';

/** The demo was played before and is still there. */
export class DemoIsThere extends DomainError {
  constructor() {
    super(
      'conflict',
      'demo-is-there',
      'the demo has been played here already; `vigil demo --clean` removes it',
    );
  }
}

/** Imports and opens the campaign and makes the two organizers. */
export async function prepare(stage: Stage): Promise<Scene> {
  const { app, door, narrator } = stage;
  const known = await app.transaction((tx) => app.get(CampaignStore).findBySlug(tx, DEMO_SLUG));
  if (known) throw new DemoIsThere();
  narrator.begin('A campaign and two organizers');
  const text = await demoFile(app.get(Clock).now());
  const { campaignId } = await app.get(ImportCampaignFile).run(OPERATOR, text);
  await app.get(OpenCampaign).run(OPERATOR, DEMO_SLUG);
  await until('the campaign on the web', 30, () => door.progress(DEMO_SLUG));
  narrator.tell(
    'The campaign "demo" is imported from its file and open, in English, Persian and Arabic.',
    `${door.url}/c/${DEMO_SLUG}`,
    `${door.url}/fa/c/${DEMO_SLUG}`,
    `${door.url}/ar/c/${DEMO_SLUG}`,
  );
  const submitter = await join(stage, campaignId, organizers.submitter);
  const approver = await join(stage, campaignId, organizers.approver);
  narrator.tell(
    `${submitter.name} and ${approver.name} are its organizers: what the one submits, the other approves.`,
  );
  return { ...stage, campaignId, submitter, approver };
}

async function join(
  { app }: Stage,
  campaignId: CampaignId,
  person: (typeof organizers)[keyof typeof organizers],
): Promise<Organizer> {
  const organizer = await app.get(InviteOrganizer).run(OPERATOR, person);
  await app.get(GrantRole).run(OPERATOR, { email: person.email, campaignId, role: 'organizer' });
  return organizer;
}
