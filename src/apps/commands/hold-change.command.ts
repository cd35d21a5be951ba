import { type Command, Option } from 'commander';
import { ChangeHolds } from '../../domain/signatures/holds/change-holds.js';
import type { Preview } from '../../domain/signatures/holds/held-signatures.js';
import type { HoldConditions } from '../../domain/signatures/holds/hold-conditions.js';
import { ReviewHolds } from '../../domain/signatures/holds/review-holds.js';
import { organizerOf } from './acting.js';
import { type Answer, said } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import { conditionsOf, type ConditionOptions, withConditions } from './hold-conditions.options.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, wholeNumber } from './verb.js';

interface ChangeOptions extends ActOptions, ConditionOptions {
  readonly expect?: number;
  readonly preview?: true;
}

/** `vigil hold invalidate|release`: shows how many are meant, asks, and does it in one go. */
export function addHoldChanges(hold: Command, shell: Shell): void {
  add(hold, shell, 'invalidate', 'throw out what matches, unconfirmed signatures too; can be undone', {});
  add(hold, shell, 'release', 'let go what is quarantined and matches; it counts at once', {
    held: 'quarantined',
  });
}

function add(
  hold: Command,
  shell: Shell,
  name: 'invalidate' | 'release',
  description: string,
  always: Pick<HoldConditions, 'held'>,
): void {
  const done = name === 'invalidate' ? 'invalidated' : 'released';
  withConditions(act(hold, `${name} <campaign>`, description))
    .addOption(new Option('--preview', 'only show what would be hit'))
    .addOption(
      new Option('--expect <n>', 'the number that the preview showed, instead of being asked').argParser(
        wholeNumber,
      ),
    )
    .action((slug: string, options: ChangeOptions) =>
      shell.within(options, async (app) => {
        const given = conditionsOf(options);
        if (Object.keys(given).length === 0) throw new WrongUsage('at least one condition is needed');
        const by = await organizerOf(app, options);
        const campaignId = await campaignIdOf(app, slug);
        const conditions = { ...given, ...always };
        const preview = await app.get(ReviewHolds).preview(by, campaignId, conditions);
        if (options.preview || preview.total === 0) return shown(preview);
        const expected = options.expect ?? (await agreed(shell, preview, name));
        if (expected === null) return said('nothing was done', { touched: 0 });
        const wish = { campaignId, act: done, conditions, expected } as const;
        const made = await app.get(ChangeHolds).run(by, wish);
        return said(
          `${String(made.touched)} ${done}; vigil hold undo ${made.id} brings them back as they were`,
          { act: made.id, touched: made.touched },
        );
      }),
    );
}

/** Asks a person; without one the number has to be given, so that nothing is done that nobody has seen. */
async function agreed(shell: Shell, preview: Preview, name: string): Promise<number | null> {
  const n = String(preview.total);
  if (!shell.canAsk) throw new WrongUsage(`without a terminal the number is wanted: --expect ${n}`);
  for (const line of linesOf(preview)) shell.say(line);
  return (await shell.ask(`${name} these ${n}? (yes/no)`)) ? preview.total : null;
}

function shown(preview: Preview): Answer {
  return { data: preview, lines: linesOf(preview) };
}

function linesOf({ total, byState, byDay, byCountry }: Preview): string[] {
  const list = (rows: readonly (readonly [string, number])[]) =>
    rows.map(([what, n]) => `${what} ${String(n)}`).join(', ');
  if (total === 0) return ['no signature matches'];
  return [
    `${String(total)} signatures match`,
    `by state: ${list(byState.map(({ state, held, n }) => [held === 'no' ? state : `${state}, ${held}`, n]))}`,
    `by day: ${list(byDay.map(({ day, n }) => [day, n]))}`,
    `by country: ${list(byCountry.map(({ country, n }) => [country || 'none given', n]))}`,
  ];
}
