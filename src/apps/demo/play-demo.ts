import { IssueSignInLink } from '../../domain/organizers/issue-sign-in-link.js';
import { OPERATOR } from '../../domain/organizers/role.rules.js';
import { keepAnniversary } from './keep-anniversary.js';
import { prepare } from './prepare.js';
import { sign } from './sign.js';
import type { Stage } from './stage.js';
import { writeLetter } from './write-letter.js';

/** Plays the whole demo, chapter by chapter. */
export async function playDemo(stage: Stage): Promise<void> {
  const scene = await prepare(stage);
  await sign(scene);
  await writeLetter(scene);
  await keepAnniversary(scene);
  const { app, door, narrator, approver } = scene;
  narrator.begin('Now look around');
  const path = await app.get(IssueSignInLink).run(OPERATOR, approver.email);
  narrator.tell(`Sign in as ${approver.name} (once, within 15 minutes).`, `${door.url}${path}`);
  narrator.tell('Everything that was mailed.', `${door.url}/mailbox`);
  narrator.tell('Remove all of it again.', 'npx --no vigil demo --clean');
}
