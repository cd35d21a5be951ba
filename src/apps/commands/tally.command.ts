import type { Command } from 'commander';
import { ProveTally } from '../../domain/signatures/prove-tally.js';
import { RebuildTally } from '../../domain/signatures/rebuild-tally.js';
import type { TallyLine } from '../../domain/signatures/tally-comparison.js';
import { TallyProofStore } from '../../domain/signatures/tally-proof.store.js';
import { table } from './answer.js';
import { slugsOf } from './campaigns.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions } from './verb.js';

const parts: Readonly<Record<TallyLine['part'], string>> = {
  confirmed: 'confirmed',
  withdrawn: 'taken back',
  aside: 'set aside',
  day: 'confirmed on',
  country: 'confirmed in',
};

/** `vigil tally …`: the public count, proved against the signatures and, on demand, counted anew. */
export function addTally(tally: Command, shell: Shell): void {
  addProof(tally, shell);
  addRebuild(tally, shell);
}

/** `vigil tally proof`: what the clock does every night, now; 1 when the public count departs from the signatures. */
function addProof(tally: Command, shell: Shell): void {
  verb(tally, 'proof', 'compare the public count with the signatures; repairs nothing').action(
    (options: VerbOptions) =>
      shell.within(options, async (app) => {
        shell.progress('counting');
        const before = await app.transaction((tx) => app.get(TallyProofStore).findLast(tx));
        const { outcome, campaigns, departures } = await app.get(ProveTally).run();
        const agreed = outcome === 'agreed';
        const lines = [
          ...(agreed ? [] : linesOf(departures, await slugsOf(app))),
          agreed
            ? `the public count agrees with the signatures; campaigns with a count: ${String(campaigns)}`
            : 'the public count departs from the signatures; `vigil tally rebuild` repairs it',
          before === null
            ? 'it was not proved before'
            : `the proof before: ${before.provedAt.toISOString().slice(0, 10)}, ${before.outcome}`,
        ];
        return { data: { outcome, campaigns, departures, before }, lines, exitCode: agreed ? 0 : 1 };
      }),
  );
}

/** `vigil tally rebuild`: counts from the signatures themselves, and says what that changed. */
function addRebuild(tally: Command, shell: Shell): void {
  verb(tally, 'rebuild', 'count everything anew, and say what that changed').action((options: VerbOptions) =>
    shell.within(options, async (app) => {
      shell.progress('counting');
      const { lines: campaigns, proof } = await app.get(RebuildTally).run();
      const agreed = proof.outcome === 'agreed';
      const lines = [
        ...(campaigns.length === 0 ? [] : linesOf(campaigns, await slugsOf(app))),
        agreed
          ? 'the public count agreed with the signatures'
          : 'the public count did not agree with the signatures, and does now',
      ];
      return { data: { agreed, campaigns, changed: proof.departures }, lines };
    }),
  );
}

function linesOf(lines: readonly TallyLine[], slugs: ReadonlyMap<string, string>): string[] {
  return table(lines, [
    ['campaign', (row) => slugs.get(row.campaignId) ?? row.campaignId],
    ['what', (row) => (row.part === 'country' && row.of === '' ? 'without country' : parts[row.part])],
    ['of', (row) => row.of],
    ['was published', (row) => String(row.published)],
    ['counted', (row) => String(row.counted)],
  ]);
}
