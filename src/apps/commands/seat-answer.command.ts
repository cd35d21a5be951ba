import type { Command } from 'commander';
import { ListAnswers } from '../../domain/mailings/list-answers.js';
import { ReadAnswer } from '../../domain/mailings/read-answer.js';
import { SettleAnswer } from '../../domain/mailings/settle-answer.js';
import { organizerOf } from './acting.js';
import { listed, said } from './answer.js';
import { addAnswerRelease } from './answer-release.command.js';
import { slugsOf } from './campaigns.js';
import { answerId } from './ids.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, AS, list, type ListOptions, pageOf } from './verb.js';

/** `vigil answer …`: what bodies answered, and letters that did not reach them. */
export function addAnswer(answer: Command, shell: Shell): void {
  list(answer, 'list', 'answers, bounces and complaints of seats; what waits for somebody comes first')
    .requiredOption(AS, 'the organizer who asks')
    .action((options: ListOptions & ActOptions) =>
      shell.within(options, async (app) => {
        const answers = await app.get(ListAnswers).run(await organizerOf(app, options), pageOf(options));
        const slugs = await slugsOf(app);
        return listed(answers, [
          ['answer', (row) => row.id],
          ['kind', (row) => row.kind],
          ['campaign', (row) => slugs.get(row.campaignId) ?? row.campaignId],
          ['from', (row) => row.addressee ?? ''],
          ['code', (row) => row.enhancedCode ?? ''],
          ['received', (row) => row.receivedOn],
          ['', (row) => (row.waits ? 'waits' : '')],
        ]);
      }),
    );

  act(answer, 'show <answer>', 'the words of one').action((id: string, options: ActOptions) =>
    shell.within(options, async (app) => {
      const opened = await app.get(ReadAnswer).run(await organizerOf(app, options), answerId(id));
      const { from, subject, text } = opened;
      return { data: opened, lines: [`From: ${from}`, `Subject: ${subject}`, '', text.trimEnd()] };
    }),
  );

  act(answer, 'settle <answer>', 'say that somebody has seen to it').action(
    (id: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        await app.get(SettleAnswer).run(await organizerOf(app, options), answerId(id));
        return said(`${id} is seen to`, { id, waits: false });
      }),
  );

  addAnswerRelease(answer, shell);
}
