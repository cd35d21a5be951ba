import { type Command, Option } from 'commander';
import { type DemandStatus, demandStatuses } from '../../domain/campaigns/demand.rules.js';
import { SetDemandStatus } from '../../domain/campaigns/set-demand-status.js';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import { organizerOf } from './acting.js';
import { said } from './answer.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { act, type ActOptions } from './verb.js';

interface StatusOptions extends ActOptions {
  readonly status: DemandStatus;
  readonly asOf: string;
  readonly note?: string;
}

/** `vigil demand set`: a demand's status, changed or renewed as of a day. */
export function addDemand(demand: Command, shell: Shell): void {
  act(
    demand,
    'set <campaign> <demand>',
    'say how a demand stands as of a day; the same status again renews it',
  )
    .addOption(new Option('--status <status>', 'how it stands').choices(demandStatuses).makeOptionMandatory())
    .requiredOption('--as-of <date>', 'the day it is known to hold on, like 2026-09-01')
    .option('--note <text>', 'for organizers only')
    .action((slug: string, key: string, options: StatusOptions) =>
      shell.within(options, async (app) => {
        const asOf = parseCalendarDate(options.asOf);
        if (asOf === null) throw new WrongUsage(`${options.asOf} is not a day (YYYY-MM-DD)`);
        const by = await organizerOf(app, options);
        const { status, note } = options;
        const set = await app
          .get(SetDemandStatus)
          .run(by, { slug, demand: key }, { status, asOf, ...(note === undefined ? {} : { note }) });
        return said(`${set.key} is ${set.status} as of ${set.statusAsOf}`, {
          demand: set.key,
          status: set.status,
          asOf: set.statusAsOf,
        });
      }),
    );
}
