import { type Command, Option } from 'commander';
import { AnniversaryStore } from '../../domain/anniversaries/anniversary.store.js';
import { isZone, type KeepingRule } from '../../domain/anniversaries/keeping.js';
import { leapRules, type LeapRule } from '../../domain/anniversaries/occurrence.rules.js';
import { simulateAnniversary } from '../../domain/anniversaries/simulate-anniversary.js';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { Clock, SystemClock } from '../../kernel/clock.js';
import { fallbackLocale, locales } from '../../platform/i18n/locale.js';
import { type Answer, table } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions, wholeNumber } from './verb.js';

interface SimulateOptions extends VerbOptions {
  readonly day?: string;
  readonly time?: string;
  readonly zone?: string;
  readonly leapRule: LeapRule;
  readonly from?: string;
  readonly years: number;
  readonly locale: string;
}

interface NamedRule {
  readonly key: string;
  readonly rule: KeepingRule;
}

/** The language in which days and ordinals are told. */
export const localeOption = (): Option =>
  new Option('--locale <locale>', 'the language of the words').choices(locales).default(fallbackLocale);

/** `vigil anniversary simulate`: the dates a campaign's rules will bring, or those of a rule that nobody saved yet. */
export function addAnniversarySimulate(anniversary: Command, shell: Shell): void {
  verb(anniversary, 'simulate [campaign]', "the dates a campaign's rules, or a rule given here, will bring")
    .option('--day <date>', 'without a campaign: the day itself, like 2013-09-01')
    .option('--time <time>', 'the local time, like 09:00')
    .option('--zone <zone>', 'the IANA zone, like Asia/Baghdad')
    .addOption(
      new Option('--leap-rule <rule>', 'what a 29 February becomes').choices(leapRules).default('feb-28'),
    )
    .option('--from <date>', 'the first day shown; absent: today')
    .option('--years <n>', 'for how many years', wholeNumber, 5)
    .addOption(localeOption())
    .action((slug: string | undefined, options: SimulateOptions) =>
      slug === undefined
        ? shell.plainly(options, () => simulated([ruleOf(options)], options, new SystemClock()))
        : shell.within(options, async (app) => {
            const campaignId = await campaignIdOf(app, slug);
            const rules = await app.transaction((tx) => app.get(AnniversaryStore).list(tx, campaignId));
            return simulated(
              rules.map((rule) => ({ key: rule.key, rule })),
              options,
              app.get(Clock),
            );
          }),
    );
}

function ruleOf({ day, time, zone, leapRule }: SimulateOptions): NamedRule {
  if (day === undefined || time === undefined || zone === undefined) {
    throw new WrongUsage('a campaign is wanted, or a rule by --day, --time and --zone');
  }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new WrongUsage(`${time} is not a time of day`);
  if (!isZone(zone)) throw new WrongUsage(`${zone} is not an IANA zone`);
  return { key: 'this rule', rule: { day: dayOf(day), leapRule, time, zone } };
}

function simulated(rules: readonly NamedRule[], options: SimulateOptions, clock: Clock): Answer {
  const { from, years, locale } = options;
  const begin = from === undefined ? clock.now() : new Date(`${dayOf(from)}T00:00:00Z`);
  const until = new Date(begin);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const keepings = rules.flatMap(({ key, rule }) =>
    simulateAnniversary(rule, { from: begin, until }, locale).map((keeping) => ({
      anniversary: key,
      ...keeping,
    })),
  );
  const lines = table(keepings, [
    ['anniversary', (row) => row.anniversary],
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
