import { ApproveMailing } from '../../domain/mailings/approve-mailing.js';
import { PlanMailing } from '../../domain/mailings/plan-mailing.js';
import { SubmitMailing } from '../../domain/mailings/submit-mailing.js';
import { Clock } from '../../kernel/clock.js';
import { freeLetter } from './free-letter.js';
import type { Scene } from './stage.js';
import { watchMailing } from './watch-mailing.js';

const LETTER = 'to-the-town';

/** One organizer submits a letter and its mailing, the other approves both, and the worker sends them. */
export async function writeLetter(scene: Scene): Promise<void> {
  const { app, door, narrator, campaignId, submitter, approver } = scene;
  narrator.begin('A letter to the town');
  const letterId = await freeLetter(scene, LETTER);
  const { id } = await app.get(PlanMailing).run(submitter, {
    campaignId,
    letterId,
    sendAt: app.get(Clock).now(),
    zone: 'UTC',
  });
  const { sha256 } = await app.get(SubmitMailing).run(submitter, id);
  narrator.tell(
    `${submitter.name} planned a mailing of it for now and submitted it: each seat's letter is composed and bound.`,
    `${door.url}/console/mailings/${id} (signed in as an organizer of the campaign)`,
  );
  await app.get(ApproveMailing).run(approver, id, sha256 ?? '');
  narrator.tell(`${approver.name} approved exactly that: content, audience and time.`);
  await watchMailing(scene, id);
}
