import type { Command } from 'commander';
import { ApproveMailing } from '../../domain/mailings/approve-mailing.js';
import { CancelMailing } from '../../domain/mailings/cancel-mailing.js';
import { ListMailings } from '../../domain/mailings/list-mailings.js';
import type { Mailing } from '../../domain/mailings/mailing.store.js';
import { MailingStatus } from '../../domain/mailings/mailing-status.js';
import { PauseMailing } from '../../domain/mailings/pause-mailing.js';
import { SubmitMailing } from '../../domain/mailings/submit-mailing.js';
import { slice } from '../../kernel/page.js';
import { organizerOf } from './acting.js';
import { type Answer, listed, said } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import { mailingId } from './ids.js';
import { addMailingPlan } from './mailing-plan.command.js';
import { addMailingPreview } from './mailing-preview.command.js';
import { addMailingStatus } from './mailing-status.command.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, AS, list, type ListOptions, pageOf } from './verb.js';

const OLD = '--acknowledge-old-statuses';
const OLD_MEANS = 'statuses older than 12 months go out with their dates';

type OldOptions = ActOptions & { acknowledgeOldStatuses?: true };

const old = ({ acknowledgeOldStatuses }: OldOptions) =>
  acknowledgeOldStatuses ? { acknowledgeOldStatuses } : {};

/** `vigil mailing …`: an approved letter, an audience and a time; one person submits, another approves. */
export function addMailing(mailing: Command, shell: Shell): void {
  addMailingPlan(mailing, shell);

  act(mailing, 'submit <mailing>', 'compose it for its day and put it before a second person')
    .option(OLD, OLD_MEANS)
    .action((id: string, options: OldOptions) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        return told(await app.get(SubmitMailing).run(by, mailingId(id), old(options)));
      }),
    );

  act(
    mailing,
    'approve <mailing>',
    'free it to be sent at its time; never what one planned or submitted oneself',
  )
    .option('--seen <sha256>', 'refuse if it is not what the preview showed with this sha256')
    .option(OLD, OLD_MEANS)
    .action((id: string, options: OldOptions & { seen?: string }) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const { mailing: now } = await app.get(MailingStatus).run(by, mailingId(id));
        const seen = options.seen ?? now.sha256 ?? '';
        return told(await app.get(ApproveMailing).run(by, now.id, seen, old(options)));
      }),
    );

  addMailingStatus(mailing, shell);
  addMailingPreview(mailing, shell);

  act(mailing, 'pause <mailing>', 'stop it on its way').action((id: string, options: ActOptions) =>
    shell.within(options, async (app) => {
      await app.get(PauseMailing).pause(await organizerOf(app, options), mailingId(id));
      return said(`${id} is paused`, { id, state: 'paused' });
    }),
  );

  act(mailing, 'resume <mailing>', 'let it go on').action((id: string, options: ActOptions) =>
    shell.within(options, async (app) => {
      await app.get(PauseMailing).resume(await organizerOf(app, options), mailingId(id));
      return said(`${id} goes on`, { id, state: 'sending' });
    }),
  );

  act(mailing, 'cancel <mailing>', 'end it: what has not left will not leave').action(
    (id: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        await app.get(CancelMailing).run(await organizerOf(app, options), mailingId(id));
        return said(`${id} is cancelled`, { id, state: 'cancelled' });
      }),
  );

  list(mailing, 'list <campaign>', 'the mailings of a campaign, the latest time first')
    .requiredOption(AS, 'the organizer who asks')
    .action((slug: string, options: ListOptions & ActOptions) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const mailings = await app.get(ListMailings).run(by, await campaignIdOf(app, slug));
        const page = slice(mailings, pageOf(options));
        const items = page.items.map(({ standing, ...row }) => ({ ...row, state: standing }));
        return listed({ ...page, items }, [
          ['mailing', (row) => row.id],
          ['letter', (row) => row.letterKey],
          ['state', (row) => row.state],
          ['to', (row) => row.audience],
          ['at', (row) => row.sendAt.toISOString()],
          ['zone', (row) => row.zone],
        ]);
      }),
    );
}

function told({ id, letterKey, state, sendAt, sha256 }: Mailing): Answer {
  const words = state === 'in_review' ? 'waits for a second person' : `is ${state}`;
  const lines = [`${id} (${letterKey}) ${words}, to be sent ${sendAt.toISOString()}`];
  return { data: { id, letter: letterKey, state, sendAt, sha256 }, lines };
}
