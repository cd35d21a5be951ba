import type { Command } from 'commander';
import { TakeBackAnswer } from '../../domain/campaigns/take-back-answer.js';
import { ReleaseAnswer } from '../../domain/mailings/release-answer.js';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import { organizerOf } from './acting.js';
import { said } from './answer.js';
import { byLanguage } from './by-language.js';
import { answerId } from './ids.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { act, type ActOptions, wholeNumber } from './verb.js';

interface ReleaseOptions extends ActOptions {
  readonly on: string;
  readonly summary: Readonly<Record<string, string>>;
  readonly source: Readonly<Record<string, string>>;
  readonly sourceUrl?: string;
  readonly mail?: string;
}

/** `vigil answer release|take-back`: what the public reads of a body's answer. */
export function addAnswerRelease(answer: Command, shell: Shell): void {
  act(answer, 'release <campaign> <body>', 'tell the public what a body answered, in your own summary')
    .requiredOption('--on <date>', 'the day it answered, like 2026-09-01')
    .requiredOption('--summary <language=text...>', 'once for each language of the campaign', byLanguage)
    .requiredOption('--source <language=text...>', 'where that is from, likewise', byLanguage)
    .option('--source-url <url>', 'where it can be read')
    .option('--mail <answer>', 'the mail that it sums up (vigil answer list), which then is seen to')
    .action((slug: string, body: string, options: ReleaseOptions) =>
      shell.within(options, async (app) => {
        const on = parseCalendarDate(options.on);
        if (on === null) throw new WrongUsage(`${options.on} is not a day (YYYY-MM-DD)`);
        const { summary, source, sourceUrl, mail } = options;
        const number = await app.get(ReleaseAnswer).run(await organizerOf(app, options), {
          slug,
          body,
          on,
          summary,
          source,
          ...(sourceUrl === undefined ? {} : { sourceUrl }),
          ...(mail === undefined ? {} : { mail: answerId(mail) }),
        });
        return said(`the answer of ${body} stands on the public record as number ${String(number)}`, {
          campaign: slug,
          body,
          number,
        });
      }),
    );

  act(answer, 'take-back <campaign> <number>', 'take a released answer off the public pages').action(
    (slug: string, number: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        const which = wholeNumber(number);
        await app.get(TakeBackAnswer).run(await organizerOf(app, options), slug, which);
        return said(`answer ${number} of ${slug} is taken back`, { campaign: slug, number: which });
      }),
  );
}
