import { type Command, Option } from 'commander';
import { ApplyRetention } from '../../domain/privacy/apply-retention.js';
import { type Retention, retentions } from '../../domain/privacy/retention.rules.js';
import { table } from './answer.js';
import type { Shell } from './shell.js';
import { inJson, type VerbOptions } from './verb.js';

const meanings: Readonly<Record<Retention, string>> = {
  intake: 'forms that nobody decided, after 7 days',
  unconfirmed: 'signatures never confirmed, after 7 days',
  withdrawn: 'withdrawn signatures, after 30 days',
  confirmed: 'signatures without news: whose they were, 12 months after confirming',
  addresses: 'campaigns in which addresses are recognised, 30 days after closing',
  reasons: 'why people withdrew, after 90 days',
  signals: 'how often domains and countries came, after 30 days',
  messages: 'finished mail to people: whose it was, after 7 days',
  reports: 'raw reports of mail servers, after 7 days',
};

/** `vigil retention [--dry-run]`: what the daily job does, now; or how much it would take. */
export function addRetention(retention: Command, shell: Shell): void {
  inJson(retention)
    .addOption(new Option('--dry-run', 'only count what would go'))
    .action((options: VerbOptions & { readonly dryRun?: true }) =>
      shell.within(options, async (app) => {
        const verb = app.get(ApplyRetention);
        const counts = options.dryRun ? await verb.count() : await verb.run();
        const lines = table(retentions, [
          [options.dryRun ? 'would go' : 'gone', (name) => String(counts[name])],
          ['what', (name) => meanings[name]],
        ]);
        return { data: { dryRun: options.dryRun ?? false, ...counts }, lines };
      }),
    );
}
