import { type Command, Option } from 'commander';
import { ledgerOverview, listDoubts } from '../../domain/dispatch/ledger-overview.js';
import type { DoubtAnswer } from '../../domain/dispatch/resolve-doubt.js';
import { DecideMessage } from '../../domain/mailings/decide-message.js';
import { organizerOf } from './acting.js';
import { listed, said, table } from './answer.js';
import { slugsOf } from './campaigns.js';
import { addDead } from './dispatch-dead.command.js';
import { addLanes } from './dispatch-lane.command.js';
import { addLimits } from './dispatch-limit.command.js';
import { messageId } from './ids.js';
import { addSendingTest, standingOf } from './dispatch-test.command.js';
import { sendingWords } from './sending-words.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, list, type ListOptions, pageOf, verb, type VerbOptions } from './verb.js';

const answers: Readonly<Record<string, DoubtAnswer>> = {
  accepted: 'accepted',
  failed: 'failed',
  again: 'ready',
};

/** `vigil dispatch …`: how the ledger stands, and what a person has to decide. */
export function addDispatch(dispatch: Command, shell: Shell): void {
  verb(dispatch, 'status', 'how many messages are in which state, what is under way, what is held').action(
    (options: VerbOptions) =>
      shell.within(options, async (app) => {
        const overview = await app.transaction((tx) => ledgerOverview(tx));
        const slugs = await slugsOf(app);
        const sending = await standingOf(app);
        const lines = [
          ...(sending ? sendingWords(sending) : []),
          ...table(overview.messages, [
            ['kind', (row) => row.kind],
            ['state', (row) => row.state],
            ['messages', (row) => String(row.count)],
            ['only assumed', (row) => (row.assumed === 0 ? '' : String(row.assumed))],
          ]),
          ...overview.openBatches.map(
            (batch) =>
              `under way: ${batch.kind} of ${slugs.get(batch.scope) ?? batch.scope}, ${batch.state}, ${String(batch.planned)} planned`,
          ),
          ...overview.heldLanes.map(({ key, holdReason }) => `held: ${key} (${holdReason})`),
        ];
        return { data: { ...overview, sending }, lines };
      }),
  );

  addSendingTest(dispatch, shell);
  addLanes(dispatch, shell);
  addLimits(dispatch, shell);

  const doubt = dispatch.command('doubt').description('messages handed over without a reply');
  list(doubt, 'list', 'the messages in doubt, the oldest first').action((options: ListOptions) =>
    shell.within(options, async (app) => {
      const doubts = await app.transaction((tx) => listDoubts(tx, pageOf(options)));
      const slugs = await slugsOf(app);
      return listed(doubts, [
        ['message', (row) => row.id],
        ['kind', (row) => row.kind],
        ['campaign', (row) => slugs.get(row.scope) ?? row.scope],
        ['language', (row) => row.locale],
        ['since', (row) => row.inDoubtSince.toISOString()],
        ['Message-ID', (row) => row.messageId ?? ''],
      ]);
    }),
  );

  act(dispatch, 'resolve <message>', 'say what became of a message in doubt')
    .addOption(
      new Option('--answer <answer>', 'it arrived, it did not, or it shall be sent again')
        .choices(Object.keys(answers))
        .makeOptionMandatory(),
    )
    .action((id: string, options: ActOptions & { answer: string }) =>
      shell.within(options, async (app) => {
        const answer = answers[options.answer] ?? 'failed';
        await app.get(DecideMessage).resolve(await organizerOf(app, options), messageId(id), answer);
        return said(`${id} is ${answer}`, { id, state: answer });
      }),
    );

  addDead(dispatch, shell);
}
