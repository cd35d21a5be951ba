import type { Command } from 'commander';
import { ApproveLate } from '../../domain/anniversaries/approve-late.js';
import { ListOccurrences } from '../../domain/anniversaries/list-occurrences.js';
import { RaiseOccurrences } from '../../domain/anniversaries/raise-occurrences.js';
import { SkipOccurrence } from '../../domain/anniversaries/skip-occurrence.js';
import { slice } from '../../kernel/page.js';
import { organizerOf } from './acting.js';
import { addAnniversarySimulate, localeOption } from './anniversary-simulate.command.js';
import { listed, said } from './answer.js';
import { campaignIdOf, slugsOf } from './campaigns.js';
import { occurrenceId } from './ids.js';
import type { Shell } from './shell.js';
import {
  act,
  type ActOptions,
  list,
  type ListOptions,
  pageOf,
  verb,
  type VerbOptions,
  wholeNumber,
} from './verb.js';

/** `vigil anniversary …`: which day comes next, and what is done about it. */
export function addAnniversary(anniversary: Command, shell: Shell): void {
  list(anniversary, 'list [campaign]', 'the next keepings with their ordinal and local time')
    .option('--count <n>', 'how many of each anniversary', wholeNumber, 3)
    .addOption(localeOption())
    .action((slug: string | undefined, options: ListOptions & { count: number; locale: string }) =>
      shell.within(options, async (app) => {
        const { count, locale } = options;
        const where = slug === undefined ? {} : { campaignId: await campaignIdOf(app, slug) };
        const next = await app.get(ListOccurrences).run({ ...where, count, locale });
        const slugs = await slugsOf(app);
        return listed(slice(next, pageOf(options)), [
          ['campaign', (row) => slugs.get(row.campaignId) ?? '?'],
          ['anniversary', (row) => row.key],
          ['ordinal', (row) => row.ordinal],
          ['day', (row) => row.day],
          ['local time', (row) => `${row.localTime} ${row.zone}`],
          ['state', (row) => (row.waitsFor === null ? row.state : `${row.state}: ${row.waitsFor}`)],
          ['occurrence', (row) => row.id ?? ''],
        ]);
      }),
    );

  verb(
    anniversary,
    'raise',
    'what the daily job does: write down what is due, once, and plan its mailings',
  ).action((options: VerbOptions) =>
    shell.within(options, async (app) => {
      const { raised, awaiting } = await app.get(RaiseOccurrences).run();
      const line = `${String(raised.length)} written down, ${String(awaiting.length)} now wait for approval`;
      return said(line, { raised, awaiting });
    }),
  );

  act(anniversary, 'skip <occurrence>', 'leave one year out')
    .requiredOption('--reason <text>', 'why, for the log')
    .action((id: string, options: ActOptions & { reason: string }) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const skipped = await app.get(SkipOccurrence).run(by, occurrenceId(id), options.reason);
        return said(`the keeping of ${String(skipped.year)} is skipped`, skipped);
      }),
    );

  act(
    anniversary,
    'late <occurrence>',
    'ask for a missed keeping after all; another person has to approve it',
  ).action((id: string, options: ActOptions) =>
    shell.within(options, async (app) => {
      const mailings = await app.get(ApproveLate).run(await organizerOf(app, options), occurrenceId(id));
      const lines = mailings.map(
        (mailing) => `${mailing.id} (${mailing.letterKey}) waits for a second person`,
      );
      return { data: mailings.map((mailing) => ({ id: mailing.id, letter: mailing.letterKey })), lines };
    }),
  );

  addAnniversarySimulate(anniversary, shell);
}
