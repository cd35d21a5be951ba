import { type Command, Option } from 'commander';
import { ApproveLate } from '../../domain/anniversaries/approve-late.js';
import { isZone } from '../../domain/anniversaries/keeping.js';
import { ListOccurrences } from '../../domain/anniversaries/list-occurrences.js';
import { leapRules, type LeapRule } from '../../domain/anniversaries/occurrence.rules.js';
import { RaiseOccurrences } from '../../domain/anniversaries/raise-occurrences.js';
import { simulateAnniversary } from '../../domain/anniversaries/simulate-anniversary.js';
import { SkipOccurrence } from '../../domain/anniversaries/skip-occurrence.js';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { slice } from '../../kernel/page.js';
import { fallbackLocale, locales } from '../../platform/i18n/locale.js';
import { organizerOf } from './acting.js';
import { listed, said, table } from './answer.js';
import { campaignIdOf, slugsOf } from './campaigns.js';
import { occurrenceId } from './ids.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import {
  act,
  type ActOptions,
  list,
  type ListOptions,
  pageOf,
  verb,
  type VerbOptions,
  wholeNumber,
} from './verb.js';

interface Rule extends VerbOptions {
  readonly day: string;
  readonly time: string;
  readonly zone: string;
  readonly leapRule: LeapRule;
  readonly years: number;
  readonly from: string;
  readonly locale: string;
}

const localeOption = () =>
  new Option('--locale <locale>', 'the language of the words').choices(locales).default(fallbackLocale);

/** `vigil anniversary …`: which day comes next, and what is done about it. */
export function addAnniversary(program: Command, shell: Shell): void {
  const anniversary = program.command('anniversary').description('days that are kept each year');

  list(anniversary, 'list [campaign]', 'the next keepings with their ordinal and local time')
    .option('--count <n>', 'how many of each anniversary', wholeNumber, 3)
    .addOption(localeOption())
    .action((slug: string | undefined, options: ListOptions & { count: number; locale: string }) =>
      shell.within(options, async (app) => {
        const { count, locale } = options;
        const where = slug === undefined ? {} : { campaignId: await campaignIdOf(app, slug) };
        const next = await app.get(ListOccurrences).run({ ...where, count, locale });
        const slugs = await slugsOf(app);
        return listed(slice(next, pageOf(options)), [
          ['campaign', (row) => slugs.get(row.campaignId) ?? '?'],
          ['anniversary', (row) => row.key],
          ['ordinal', (row) => row.ordinal],
          ['day', (row) => row.day],
          ['local time', (row) => `${row.localTime} ${row.zone}`],
          ['state', (row) => (row.waitsFor === null ? row.state : `${row.state}: ${row.waitsFor}`)],
          ['occurrence', (row) => row.id ?? ''],
        ]);
      }),
    );

  verb(
    anniversary,
    'raise',
    'what the daily job does: write down what is due, once, and plan its mailings',
  ).action((options: VerbOptions) =>
    shell.within(options, async (app) => {
      const { raised, awaiting } = await app.get(RaiseOccurrences).run();
      const line = `${String(raised.length)} written down, ${String(awaiting.length)} now wait for approval`;
      return said(line, { raised, awaiting });
    }),
  );

  act(anniversary, 'skip <occurrence>', 'leave one year out')
    .requiredOption('--reason <text>', 'why, for the log')
    .action((id: string, options: ActOptions & { reason: string }) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const skipped = await app.get(SkipOccurrence).run(by, occurrenceId(id), options.reason);
        return said(`the keeping of ${String(skipped.year)} is skipped`, skipped);
      }),
    );

  act(
    anniversary,
    'late <occurrence>',
    'ask for a missed keeping after all; another person has to approve it',
  ).action((id: string, options: ActOptions) =>
    shell.within(options, async (app) => {
      const mailings = await app.get(ApproveLate).run(await organizerOf(app, options), occurrenceId(id));
      const lines = mailings.map(
        (mailing) => `${mailing.id} (${mailing.letterKey}) waits for a second person`,
      );
      return { data: mailings.map((mailing) => ({ id: mailing.id, letter: mailing.letterKey })), lines };
    }),
  );

  verb(anniversary, 'simulate', 'the dates a rule would give; nothing is touched')
    .requiredOption('--day <date>', 'the day itself, like 2013-09-01')
    .requiredOption('--time <time>', 'the local time, like 09:00')
    .requiredOption('--zone <zone>', 'the IANA zone, like Asia/Baghdad')
    .addOption(
      new Option('--leap-rule <rule>', 'what a 29 February becomes').choices(leapRules).default('feb-28'),
    )
    .requiredOption('--from <date>', 'the first day shown')
    .option('--years <n>', 'for how many years', wholeNumber, 5)
    .addOption(localeOption())
    .action((options: Rule) => shell.plainly(options, () => simulated(options)));
}

function simulated({ day, time, zone, leapRule, from, years, locale }: Rule) {
  const first = dayOf(from);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new WrongUsage(`${time} is not a time of day`);
  if (!isZone(zone)) throw new WrongUsage(`${zone} is not an IANA zone`);
  const begin = new Date(`${first}T00:00:00Z`);
  const until = new Date(begin);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const rule = { day: dayOf(day), leapRule, time, zone };
  const keepings = simulateAnniversary(rule, { from: begin, until }, locale);
  const lines = table(keepings, [
    ['n', (row) => String(row.n)],
    ['ordinal', (row) => row.ordinal],
    ['day', (row) => row.day],
    ['instant', (row) => row.at.toISOString()],
  ]);
  return { data: keepings, lines };
}

function dayOf(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new WrongUsage(`${text} is not a day (YYYY-MM-DD)`);
  return date;
}
