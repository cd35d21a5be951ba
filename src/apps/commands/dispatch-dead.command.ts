import { type Command, Option } from 'commander';
import { type MessageKind, messageKinds } from '../../domain/dispatch/message-kind.rules.js';
import type { Outcome } from '../../domain/dispatch/outcome.rules.js';
import { deadClasses } from '../../domain/dispatch/requeue-messages.js';
import { DecideMessage } from '../../domain/mailings/decide-message.js';
import { RequeueClass } from '../../domain/mailings/requeue-class.js';
import { slice } from '../../kernel/page.js';
import { actorOf, organizerOf } from './acting.js';
import { listed, said } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import { messageId } from './ids.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { AS, list, type ListOptions, pageOf, verb, type VerbOptions } from './verb.js';

interface RequeueOptions extends VerbOptions {
  readonly as?: string;
  readonly state?: 'failed' | 'expired';
  readonly kind?: MessageKind;
  readonly outcome?: string;
  readonly campaign?: string;
}

/** `vigil dispatch dead|requeue`: what did not arrive, and another chance for it. */
export function addDead(dispatch: Command, shell: Shell): void {
  list(dispatch, 'dead', 'what failed or expired, by kind and outcome').action((options: ListOptions) =>
    shell.within(options, async (app) => {
      const dead = await app.transaction((tx) => deadClasses(tx));
      return listed(slice(dead, pageOf(options)), [
        ['kind', (row) => row.kind],
        ['state', (row) => row.state],
        ['outcome', (row) => row.outcome ?? ''],
        ['messages', (row) => String(row.count)],
        ['can be sent again', (row) => String(row.sendable)],
      ]);
    }),
  );

  verb(
    dispatch,
    'requeue [message]',
    'send a message that failed or expired once more, or all that ended alike',
  )
    .addOption(new Option('--state <state>', 'all that ended so').choices(['failed', 'expired']))
    .addOption(new Option('--kind <kind>', 'of these, one kind').choices(Object.keys(messageKinds)))
    .option('--outcome <outcome>', 'of these, with this outcome, as `dispatch dead` names it')
    .option('--campaign <campaign>', 'of these, what belongs to a campaign')
    .option(AS, "the organizer who does this; absent: the operator, for mail that carries people's own links")
    .action((id: string | undefined, options: RequeueOptions) => {
      const { state, kind, outcome, campaign, as } = options;
      if ((id === undefined) === (state === undefined)) {
        throw new WrongUsage('either one message is named, or all that ended alike, with --state');
      }
      if (id !== undefined && as === undefined)
        throw new WrongUsage('who sends a message again must be named, with --as');
      return shell.within(options, async (app) => {
        if (id !== undefined) {
          await app.get(DecideMessage).requeue(await organizerOf(app, { as: as ?? '' }), messageId(id));
          return said(`${id} waits to be sent`, { id, state: 'ready' });
        }
        const requeued = await app.get(RequeueClass).run(await actorOf(app, options), {
          state: state ?? 'expired',
          ...(kind === undefined ? {} : { kind }),
          ...(outcome === undefined ? {} : { outcome: outcome as Outcome }),
          ...(campaign === undefined ? {} : { campaignId: await campaignIdOf(app, campaign) }),
        });
        const waits = requeued === 1 ? '1 message waits' : `${requeued} messages wait`;
        return said(`${waits} to be sent; one to an address that is suppressed by now will not leave`, {
          requeued,
        });
      });
    });
}
