import { FollowOccurrences } from '../../domain/anniversaries/follow-occurrences.js';
import { ListOccurrences, type ListedOccurrence } from '../../domain/anniversaries/list-occurrences.js';
import { RaiseOccurrences } from '../../domain/anniversaries/raise-occurrences.js';
import { ApproveMailing } from '../../domain/mailings/approve-mailing.js';
import { MailingStore } from '../../domain/mailings/mailing.store.js';
import { DomainError } from '../../kernel/errors.js';
import { freeLetter } from './free-letter.js';
import type { Scene } from './stage.js';
import { watchMailing } from './watch-mailing.js';

const LETTER = 'anniversary-to-the-town';

/** Today's keeping was not raised. */
class NothingRaised extends DomainError {
  constructor(why: string) {
    super('unavailable', 'nothing-raised', `today's anniversary does not wait for approval: ${why}`);
  }
}

/** The anniversary that falls on today is raised, approved by a person, and kept. */
export async function keepAnniversary(scene: Scene): Promise<void> {
  const { app, door, narrator, approver } = scene;
  narrator.begin('An anniversary is kept');
  await freeLetter(scene, LETTER);
  await app.get(RaiseOccurrences).run();
  const today = await todaysKeeping(scene);
  narrator.tell(
    `Today, ${today.dayInWords}, is the ${today.ordinal} anniversary: it is raised, once, and waits for a person.`,
    `${door.url}/console`,
  );
  for (const id of today.mailings) {
    const { sha256 } = await app.transaction((tx) => app.get(MailingStore).get(tx, id));
    await app.get(ApproveMailing).run(approver, id, sha256 ?? '');
    narrator.tell(`${approver.name} approved its mailing; without that it would have passed as missed.`);
    await watchMailing(scene, id);
  }
  await app.get(FollowOccurrences).run();
  narrator.tell(
    `The ${today.ordinal} anniversary is kept. The next ones are planned by themselves.`,
    'npx --no vigil anniversary list demo',
  );
}

async function todaysKeeping({ app, campaignId }: Scene): Promise<ListedOccurrence> {
  const listed = await app.get(ListOccurrences).run({ campaignId, count: 1, locale: 'en' });
  const raised = listed.find(({ mailings }) => mailings.length > 0);
  if (!raised) throw new NothingRaised(listed[0]?.waitsFor ?? 'it was not raised');
  return raised;
}
