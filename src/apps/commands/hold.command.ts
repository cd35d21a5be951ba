import type { Command } from 'commander';
import { ReviewHolds } from '../../domain/signatures/holds/review-holds.js';
import { UndoHoldAct } from '../../domain/signatures/holds/undo-hold-act.js';
import { slice } from '../../kernel/page.js';
import { organizerOf } from './acting.js';
import { listed, said } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import { addHoldChanges } from './hold-change.command.js';
import { conditionsOf, type ConditionOptions, withHeld } from './hold-conditions.options.js';
import { holdActId } from './ids.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, AS, list, type ListOptions, pageOf } from './verb.js';

type ActingList = ListOptions & ActOptions;

/** `vigil hold …`: signatures that wait for a person's look, and what is done about them. */
export function addHold(hold: Command, shell: Shell): void {
  const asMember = (verb: Command) => verb.requiredOption(AS, 'the moderator, organizer or owner who looks');

  asMember(list(hold, 'list <campaign>', 'what holds how many')).action((slug: string, options: ActingList) =>
    shell.within(options, async (app) => {
      const by = await organizerOf(app, options);
      const reasons = await app.get(ReviewHolds).reasons(by, await campaignIdOf(app, slug));
      return listed(slice(reasons, pageOf(options)), [
        ['reason', (row) => row.reason],
        ['hold', (row) => row.held],
        ['confirmed', (row) => String(row.confirmed)],
        ['not confirmed', (row) => String(row.unconfirmed)],
      ]);
    }),
  );

  withHeld(
    asMember(list(hold, 'show <campaign>', 'the signatures that match, with names and domains')),
  ).action((slug: string, options: ActingList & ConditionOptions) =>
    shell.within(options, async (app) => {
      const by = await organizerOf(app, options);
      const campaignId = await campaignIdOf(app, slug);
      const page = pageOf(options);
      return listed(await app.get(ReviewHolds).rows(by, campaignId, conditionsOf(options), page), [
        ['signature', (row) => row.id],
        ['day', (row) => row.day],
        ['state', (row) => row.state],
        ['hold', (row) => row.held],
        ['reasons', (row) => row.reasons.join(',')],
        ['signals', (row) => row.flags.join(',')],
        ['country', (row) => row.country ?? ''],
        ['domain', (row) => row.domain ?? ''],
        ['name', (row) => row.name ?? ''],
      ]);
    }),
  );

  addHoldChanges(hold, shell);

  act(hold, 'undo <act>', 'bring back exactly what an act touched').action(
    (id: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        const { restored } = await app.get(UndoHoldAct).run(await organizerOf(app, options), holdActId(id));
        return said(`${String(restored)} are as they were`, { act: id, restored });
      }),
  );

  asMember(list(hold, 'acts <campaign>', 'what was thrown out or let go, the newest first')).action(
    (slug: string, options: ActingList) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const campaignId = await campaignIdOf(app, slug);
        return listed(await app.get(ReviewHolds).listActs(by, campaignId, pageOf(options)), [
          ['act', (row) => row.id],
          ['what', (row) => row.act],
          ['signatures', (row) => String(row.touched)],
          ['at', (row) => row.at.toISOString()],
          ['conditions', (row) => JSON.stringify(row.conditions)],
          ['undone', (row) => row.undoneAt?.toISOString() ?? ''],
        ]);
      }),
  );
}
