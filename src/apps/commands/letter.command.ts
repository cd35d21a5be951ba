import type { Command } from 'commander';
import { ApproveLetter } from '../../domain/letters/approve-letter.js';
import { LetterNotFound } from '../../domain/letters/letter.errors.js';
import { LetterStore, type LetterVersion } from '../../domain/letters/letter.store.js';
import { ListLetters } from '../../domain/letters/list-letters.js';
import { SubmitLetter } from '../../domain/letters/submit-letter.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { slice } from '../../kernel/page.js';
import { organizerOf } from './acting.js';
import { type Answer, listed, said } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import type { CommandApplication } from './command-application.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, AS, list, type ListOptions, pageOf } from './verb.js';

/** `vigil letter …`: one person submits a text, another frees it. */
export function addLetter(letter: Command, shell: Shell): void {
  act(letter, 'submit <campaign> <letter>', 'put the newest version before a second person').action(
    (slug: string, key: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const version = await newestOf(app, by, slug, key);
        return told(await app.get(SubmitLetter).run(by, version.id));
      }),
  );

  act(letter, 'approve <campaign> <letter>', 'free the submitted version to be mailed')
    .option('--seen <sha256>', 'refuse if the text is not the one with this sha256')
    .action((slug: string, key: string, options: ActOptions & { seen?: string }) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const version = await newestOf(app, by, slug, key);
        return told(await app.get(ApproveLetter).run(by, version.id, options.seen ?? version.sha256));
      }),
    );

  list(letter, 'list <campaign>', 'the letters of a campaign, the newest version first')
    .requiredOption(AS, 'the organizer who asks')
    .action((slug: string, options: ListOptions & ActOptions) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const versions = await app.get(ListLetters).run(by, await campaignIdOf(app, slug));
        return listed(slice(versions, pageOf(options)), [
          ['letter', (row) => row.key],
          ['version', (row) => String(row.number)],
          ['state', (row) => row.state],
          ['to', (row) => row.audience],
          ['languages', (row) => Object.keys(row.texts).join(',')],
          ['sha256', (row) => row.sha256],
        ]);
      }),
    );
}

/** The newest version of a letter, for somebody who may see the campaign's letters. */
async function newestOf(
  app: CommandApplication,
  by: Organizer,
  slug: string,
  key: string,
): Promise<LetterVersion> {
  const campaignId = await campaignIdOf(app, slug);
  await app.get(ListLetters).run(by, campaignId);
  return app.transaction(async (tx) => {
    const { id } = await app.get(LetterStore).getByKey(tx, campaignId, key);
    const version = await app.get(LetterStore).latest(tx, id);
    if (!version) throw new LetterNotFound(key);
    return version;
  });
}

function told({ id, key, number, state, sha256 }: LetterVersion): Answer {
  const words = state === 'in_review' ? 'waits for a second person' : `is ${state}`;
  return said(`${key}, version ${String(number)}, ${words}`, {
    id,
    letter: key,
    version: number,
    state,
    sha256,
  });
}
