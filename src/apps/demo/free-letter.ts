import { ApproveLetter } from '../../domain/letters/approve-letter.js';
import { LetterNotFound } from '../../domain/letters/letter.errors.js';
import { LetterStore } from '../../domain/letters/letter.store.js';
import { SubmitLetter } from '../../domain/letters/submit-letter.js';
import type { LetterId } from '../../kernel/id.js';
import type { Scene } from './stage.js';

/** One organizer submits a letter's text, the other frees it. */
export async function freeLetter(
  { app, door, narrator, campaignId, submitter, approver }: Scene,
  key: string,
): Promise<LetterId> {
  const version = await app.transaction(async (tx) => {
    const { id } = await app.get(LetterStore).getByKey(tx, campaignId, key);
    const latest = await app.get(LetterStore).latest(tx, id);
    if (!latest) throw new LetterNotFound(key);
    return latest;
  });
  await app.get(SubmitLetter).run(submitter, version.id);
  await app.get(ApproveLetter).run(approver, version.id, version.sha256);
  narrator.tell(
    `${submitter.name} submitted the letter "${key}" in its ${String(Object.keys(version.texts).length)} languages; ${approver.name} approved the text.`,
    `${door.url}/console/letters/${version.id}`,
  );
  return version.letterId;
}
