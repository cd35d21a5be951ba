import type { Command } from 'commander';
import { RebuildTally } from '../../domain/signatures/rebuild-tally.js';
import { table } from './answer.js';
import { slugsOf } from './campaigns.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions } from './verb.js';

/** `vigil tally rebuild`: counts from the signatures themselves; 1 when the public count had departed from them. */
export function addTally(program: Command, shell: Shell): void {
  const tally = program.command('tally').description('the public count');
  verb(tally, 'rebuild', 'count everything anew, and say whether the published count agreed').action(
    (options: VerbOptions) =>
      shell.within(options, async (app) => {
        shell.progress('counting');
        const checks = await app.get(RebuildTally).run();
        const slugs = await slugsOf(app);
        const agreed = checks.every(({ published, counted }) => published === counted);
        const lines = [
          ...table(checks, [
            ['campaign', (row) => slugs.get(row.campaignId) ?? row.campaignId],
            ['was published', (row) => String(row.published)],
            ['counted', (row) => String(row.counted)],
          ]),
          agreed ? 'they agree' : 'they did not agree, and do now',
        ];
        return { data: { agreed, campaigns: checks }, lines };
      }),
  );
}
