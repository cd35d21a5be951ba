import { type Command, Option } from 'commander';
import { SendingIdentityStore } from '../../domain/dispatch/sending-identity.store.js';
import { type SendingStanding, sendingStanding } from '../../domain/dispatch/sending-standing.js';
import { MailSendingTest } from '../../domain/organizers/mail-sending-test.js';
import { ProveSending } from '../../domain/organizers/prove-sending.js';
import { Clock } from '../../kernel/clock.js';
import { actorOf } from './acting.js';
import { said } from './answer.js';
import type { CommandApplication } from './command-application.js';
import { sendingWords } from './sending-words.js';
import type { Shell } from './shell.js';
import { AS, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

/** `vigil dispatch test|arrived`: what must be done before mail leaves for real addresses. */
export function addSendingTest(dispatch: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the administrator who does this; absent: the operator');

  verb(dispatch, 'test', 'mail an organizer a test: nothing else leaves before one arrived')
    .requiredOption('--to <email>', 'an invited organizer, whose mailbox you can look into')
    .addOption(as())
    .action((options: Acting & { to: string }) =>
      shell.within(options, async (app) => {
        const to = await app.get(MailSendingTest).run(await actorOf(app, options), options.to);
        const todo = 'press the button behind its link, or type its code: `vigil dispatch arrived CODE`';
        return said(`a test mail leaves for ${to.email}; ${todo}`, { to: to.email });
      }),
    );

  verb(dispatch, 'arrived <code>', 'say that a test mail arrived, by the code in it: what waits may leave')
    .addOption(as())
    .action((code: string, options: Acting) =>
      shell.within(options, async (app) => {
        const standing = await app.get(ProveSending).byCode(await actorOf(app, options), code);
        return { data: standing, lines: sendingWords(standing) };
      }),
    );
}

/** The standing of the way in use; null before a worker ever started. */
export function standingOf(app: CommandApplication): Promise<SendingStanding | null> {
  return app.transaction(async (tx) => {
    const identity = await app.get(SendingIdentityStore).inUse(tx);
    return identity && (await sendingStanding(tx, identity, app.get(Clock).now()));
  });
}
