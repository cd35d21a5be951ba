import { type Command, InvalidArgumentError, Option } from 'commander';
import { LaneNotFound } from '../../domain/dispatch/dispatch.errors.js';
import { LaneStore } from '../../domain/dispatch/lane.store.js';
import { isUnpaced, type Pace, UNPACED } from '../../domain/dispatch/pace.rules.js';
import { MindLane } from '../../domain/mailings/mind-lane.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { limitsOf } from '../../platform/mail/relay.js';
import { actorOf } from './acting.js';
import { listed, said } from './answer.js';
import { WrongUsage } from './refusal.js';
import { standingOf } from './dispatch-test.command.js';
import { sendingWords } from './sending-words.js';
import type { Shell } from './shell.js';
import { AS, list, type ListOptions, pageOf, verb, type VerbOptions, wholeNumber } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

interface PaceOptions extends Acting {
  readonly perHour?: number;
  readonly burst?: number;
  readonly spacing?: number;
  readonly jitter?: number;
  readonly hours?: Pick<Pace, 'windowFrom' | 'windowUntil'>;
  readonly weekdays?: readonly number[];
  readonly zone?: string;
  readonly free?: true;
}

/** `vigil dispatch lanes|pause|resume|pace`: how fast and when a lane sends, and whether it does. */
export function addLanes(dispatch: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the administrator who does this; absent: the operator');

  list(dispatch, 'lanes', 'the lanes mail goes out by, what waits in each, and how each is limited').action(
    (options: ListOptions) =>
      shell.within(options, async (app) => {
        const lanes = await app.transaction((tx) =>
          app.get(LaneStore).list(tx, pageOf(options), app.get(Clock).now()),
        );
        const sending = await standingOf(app);
        // A lane may have more than a process has: what it can use counts.
        const limits = limitsOf(app.get(Config).smtpUrl);
        const items = lanes.items.map((lane) => ({
          ...lane,
          connections: Math.min(lane.connections, limits[lane.urgent ? 'urgent' : 'bulk']),
        }));
        const listing = listed({ ...lanes, items }, [
          ['lane', (row) => row.key],
          ['waiting', (row) => String(row.waiting)],
          ['connections', (row) => String(row.connections)],
          ['pace', ({ pace }) => paceInWords(pace)],
          ['in all', ({ total, begun }) => (total === null ? '' : `${String(begun)} of ${String(total)}`)],
          ['held', (row) => (row.held ? (row.holdReason ?? '') : '')],
        ]);
        return { ...listing, lines: [...(sending ? sendingWords(sending) : []), ...listing.lines] };
      }),
  );

  verb(dispatch, 'pause <lane>', 'send nothing more by a lane; what is in hand is finished')
    .requiredOption('--reason <text>', 'why; it stands in the overview')
    .addOption(as())
    .action((lane: string, options: Acting & { reason: string }) =>
      shell.within(options, async (app) => {
        await app.get(MindLane).hold(await actorOf(app, options), lane, options.reason);
        return said(`${lane} is held`, { lane, held: true });
      }),
    );

  verb(dispatch, 'resume <lane>', 'let a held lane send again')
    .addOption(as())
    .action((lane: string, options: Acting) =>
      shell.within(options, async (app) => {
        await app.get(MindLane).release(await actorOf(app, options), lane);
        return said(`${lane} sends`, { lane, held: false });
      }),
    );

  verb(dispatch, 'total <lane>', 'limit how many messages a lane may begin in all')
    .addOption(new Option('--messages <n>', 'so many; those it has begun count').argParser(wholeNumber))
    .addOption(new Option('--free', 'as many as there are').conflicts('messages'))
    .addOption(as())
    .action((lane: string, options: Acting & { messages?: number; free?: true }) =>
      shell.within(options, async (app) => {
        if (!options.messages && !options.free) throw new WrongUsage('--messages or --free is wanted');
        const total = options.messages ?? null;
        await app.get(MindLane).setTotal(await actorOf(app, options), lane, total);
        return said(`${lane}: ${total === null ? 'no end' : `${String(total)} in all`}`, { lane, total });
      }),
    );

  verb(dispatch, 'pace <lane>', 'limit how fast and when a lane sends; what is not named stays as it is')
    .option('--per-hour <n>', 'messages an hour', wholeNumber)
    .option('--burst <n>', 'how many may leave at once after a rest', wholeNumber)
    .option('--spacing <seconds>', 'the least time between two messages', wholeNumber)
    .option('--jitter <seconds>', 'a random part added to it, at most so long', wholeNumber)
    .addOption(new Option('--hours <from-until>', 'local hours, like 09:00-17:00').argParser(hours))
    .addOption(new Option('--weekdays <days>', '1 is Monday, like 1-5 or 1,3').argParser(weekdays))
    .addOption(new Option('--zone <zone>', 'the IANA zone of the hours, like Europe/Zurich').argParser(zone))
    .option('--free', 'take every limit away first')
    .addOption(as())
    .action((lane: string, options: PaceOptions) =>
      shell.within(options, async (app) => {
        const known = await app.transaction((tx) =>
          app.get(LaneStore).findByKey(tx, lane, app.get(Clock).now()),
        );
        if (!known) throw new LaneNotFound();
        const pace = changed(options.free ? UNPACED : known.pace, options);
        await app.get(MindLane).setPace(await actorOf(app, options), lane, pace);
        return said(`${lane}: ${paceInWords(pace)}`, { lane, pace });
      }),
    );
}

function changed(pace: Pace, options: PaceOptions): Pace {
  return {
    ...pace,
    ...options.hours,
    zone: options.zone ?? pace.zone,
    weekdays: options.weekdays ?? pace.weekdays,
    ratePerHour: options.perHour ?? pace.ratePerHour,
    burst: options.burst ?? pace.burst,
    spacingSeconds: options.spacing ?? pace.spacingSeconds,
    jitterSeconds: options.jitter ?? pace.jitterSeconds,
  };
}

function paceInWords(pace: Pace): string {
  if (isUnpaced(pace)) return 'no limit';
  const { ratePerHour, burst, spacingSeconds, jitterSeconds, windowFrom, windowUntil, weekdays: days } = pace;
  const parts = [
    ratePerHour ? `${ratePerHour} an hour, ${burst} at once` : '',
    spacingSeconds > 0 ? `${spacingSeconds} to ${spacingSeconds + jitterSeconds} s between two` : '',
    windowFrom || windowUntil ? `${short(windowFrom)} to ${short(windowUntil)}` : '',
    days ? `weekdays ${days.join(', ')}` : '',
    windowFrom || windowUntil || days ? (pace.zone ?? 'UTC') : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function short(time: string | null): string {
  return (time ?? '00:00').slice(0, 5);
}

function hours(text: string): Pick<Pace, 'windowFrom' | 'windowUntil'> {
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.exec(text);
  if (!match) throw new InvalidArgumentError('Two local times are wanted, like 09:00-17:00.');
  return { windowFrom: match[1] ?? null, windowUntil: match[2] ?? null };
}

function weekdays(text: string): readonly number[] {
  const range = /^([1-7])-([1-7])$/.exec(text);
  const days = range
    ? [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= Number(range[1]) && day <= Number(range[2]))
    : text.split(',').map(Number);
  const fits = days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (!fits) throw new InvalidArgumentError('Numbers from 1 (Monday) to 7 are wanted, like 1-5 or 1,3.');
  return [...new Set(days)].sort((a, b) => a - b);
}

function zone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('An IANA zone is wanted, like Europe/Zurich.');
  }
}
