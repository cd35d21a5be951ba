import { type Command, InvalidArgumentError, Option } from 'commander';
import { BucketStore } from '../../domain/dispatch/bucket.store.js';
import { allowanceOf, type Limit } from '../../domain/dispatch/limit.rules.js';
import { type Limited, MindLimit } from '../../domain/mailings/mind-limit.js';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { actorOf } from './acting.js';
import { listed, said } from './answer.js';
import { campaignIdOf, slugsOf } from './campaigns.js';
import type { CommandApplication } from './command-application.js';
import { mailingId } from './ids.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { AS, list, type ListOptions, pageOf, verb, type VerbOptions, wholeNumber } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

interface LimitOptions extends Acting {
  readonly perHour?: number;
  readonly burst?: number;
  readonly lift?: true;
}

interface WarmUpOptions extends Acting {
  readonly firstDay?: number;
  readonly growth: number;
  readonly since?: CalendarDate;
  readonly end?: true;
}

/** `vigil dispatch limits|limit|warm-up`: rates that hold beyond one lane. */
export function addLimits(dispatch: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the administrator who does this; absent: the operator');

  list(
    dispatch,
    'limits',
    'what limits mail beyond its lane: relay, campaigns, mailings, providers, warm-up',
  ).action((options: ListOptions) =>
    shell.within(options, async (app) => {
      const limits = await app.transaction((tx) => app.get(BucketStore).list(tx, pageOf(options)));
      const slugs = await slugsOf(app);
      const now = app.get(Clock).now();
      return listed(limits, [
        [
          'limit',
          ({ key }) => key.replace(/^campaign:(.*)$/, (_, id: string) => `campaign:${slugs.get(id) ?? id}`),
        ],
        ['pace', (limit) => inWords(limit, now)],
      ]);
    }),
  );

  verb(
    dispatch,
    'limit <what>',
    'limit relay, campaign:SLUG, mailing:ID or provider:NAME (like provider:google.com)',
  )
    .option('--per-hour <n>', 'messages an hour', wholeNumber)
    .option('--burst <n>', 'how many may leave at once after a rest; default: a second’s worth', wholeNumber)
    .addOption(new Option('--lift', 'take the limit away').conflicts(['perHour', 'burst']))
    .addOption(as())
    .action((what: string, options: LimitOptions) =>
      shell.within(options, async (app) => {
        const limited = await limitedOf(app, what);
        const by = await actorOf(app, options);
        if (options.lift) {
          await app.get(MindLimit).lift(by, limited);
          return said(`${what}: no limit`, { limit: what, perHour: null });
        }
        const { perHour, burst } = options;
        if (perHour === undefined) throw new WrongUsage('--per-hour or --lift is wanted');
        await app.get(MindLimit).set(by, limited, perHour, burst);
        return said(`${what}: ${String(perHour)} an hour`, { limit: what, perHour, burst: burst ?? null });
      }),
    );

  verb(dispatch, 'warm-up', 'let mail to many grow from day to day while receivers come to know a new sender')
    .option('--first-day <n>', 'messages on the first day', wholeNumber)
    .addOption(new Option('--growth <factor>', 'from day to day').argParser(factor).default(1.5))
    .addOption(new Option('--since <day>', 'the first day, YYYY-MM-DD; default: today').argParser(day))
    .addOption(new Option('--end', 'the sender is known').conflicts(['firstDay', 'since']))
    .addOption(as())
    .action((options: WarmUpOptions) =>
      shell.within(options, async (app) => {
        const by = await actorOf(app, options);
        if (options.end) {
          await app.get(MindLimit).endWarmUp(by);
          return said('the warm-up is over', { warmUp: null });
        }
        const { firstDay, growth, since } = options;
        if (firstDay === undefined) throw new WrongUsage('--first-day or --end is wanted');
        await app.get(MindLimit).warmUp(by, { firstDay, growth, ...(since ? { since } : {}) });
        return said(`${String(firstDay)} on the first day, × ${String(growth)} a day`, { firstDay, growth });
      }),
    );
}

async function limitedOf(app: CommandApplication, what: string): Promise<Limited> {
  if (what === 'relay') return { on: 'relay' };
  const [on, name = ''] = what.split(/:(.*)/s);
  if (on === 'campaign') return { on, id: await campaignIdOf(app, name) };
  if (on === 'mailing') return { on, id: mailingId(name) };
  if (on === 'provider' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) return { on, name };
  throw new WrongUsage(`${what} is none of relay, campaign:SLUG, mailing:ID, provider:NAME`);
}

function inWords(limit: Limit, now: Date): string {
  if (limit.dimension !== 'warm_up') {
    return `${String(limit.ratePerHour)} an hour, ${String(limit.burst)} at once`;
  }
  const { since, firstDay, growth } = limit;
  return `${String(allowanceOf(limit, now))} today (${String(firstDay)} on ${String(since)}, × ${String(growth)} a day)`;
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 10))
    throw new InvalidArgumentError('A factor from 1 to 10 is wanted, like 1.5.');
  return value;
}

function day(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (!date) throw new InvalidArgumentError('A day is wanted, like 2026-09-01.');
  return date;
}
