import type { Command } from 'commander';
import { BodyStore } from '../../domain/bodies/body.store.js';
import { LetterStore } from '../../domain/letters/letter.store.js';
import { PlanMailing } from '../../domain/mailings/plan-mailing.js';
import { Clock } from '../../kernel/clock.js';
import { organizerOf } from './acting.js';
import { campaignIdOf } from './campaigns.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, instant, wholeNumber } from './verb.js';

interface PlanOptions extends ActOptions {
  readonly at?: Date;
  readonly zone: string;
  readonly bodies?: string;
  readonly graceMinutes?: number;
  readonly acknowledgeOldStatuses?: true;
}

/** `vigil mailing plan`: a draft that nobody has submitted yet. */
export function addMailingPlan(mailing: Command, shell: Shell): void {
  act(mailing, 'plan <campaign> <letter>', 'plan a mailing of an approved letter')
    .option('--at <instant>', 'when, with the offset, like 2026-09-01T09:00:00+03:00; absent: now', instant)
    .option('--zone <zone>', 'the IANA zone whose day the letters carry', 'UTC')
    .option('--bodies <keys>', 'only these bodies, by their keys with commas between')
    .option('--grace-minutes <n>', 'how long after its time it may still go out; absent: a day', wholeNumber)
    .option('--acknowledge-old-statuses', 'statuses older than 12 months go out with their dates')
    .action((slug: string, key: string, options: PlanOptions) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const campaignId = await campaignIdOf(app, slug);
        const wanted = options.bodies?.split(',').map((body) => body.trim());
        const { letterId, bodyIds } = await app.transaction(async (tx) => {
          const letter = await app.get(LetterStore).getByKey(tx, campaignId, key);
          const bodies = [];
          for (const body of wanted ?? []) bodies.push((await app.get(BodyStore).getByKey(tx, body)).id);
          return { letterId: letter.id, bodyIds: bodies };
        });
        const planned = await app.get(PlanMailing).run(by, {
          campaignId,
          letterId,
          sendAt: options.at ?? app.get(Clock).now(),
          zone: options.zone,
          ...(wanted ? { bodyIds } : {}),
          ...(options.graceMinutes ? { graceMinutes: options.graceMinutes } : {}),
          ...(options.acknowledgeOldStatuses ? { acknowledgeOldStatuses: true } : {}),
        });
        const lines = [
          `${planned.id} is planned for ${planned.sendAt.toISOString()}`,
          `next: vigil mailing submit ${planned.id} --as ${by.email}`,
        ];
        return {
          data: { id: planned.id, state: planned.state, sendAt: planned.sendAt, zone: planned.zone },
          lines,
        };
      }),
    );
}
