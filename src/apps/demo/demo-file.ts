import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calendarDate, partsOf, utcDay } from '../../kernel/calendar-date.js';
import { packageRoot } from '../../platform/config/package-root.js';

/** The slug of the demo's campaign. */
export const DEMO_SLUG = 'demo';

/** The days in the shipped file that the demo moves. */
const CLOSING_DAY = /2023-01-15/g;
const STATUS_DAY = /2026-01-15/g;
const KEPT_AT = /time: '09:00'/g;

/** The shipped file, moved so that an anniversary of its day falls on today at the minute at hand, in UTC. */
export async function demoFile(now: Date): Promise<string> {
  const shipped = await readFile(join(packageRoot(), 'templates', 'campaigns', `${DEMO_SLUG}.yaml`), 'utf8');
  const today = utcDay(now);
  const { year, month, day } = partsOf(today);
  // A 29 February has its like only every four years.
  const years = month === 2 && day === 29 ? 4 : 3;
  return shipped
    .replace(CLOSING_DAY, calendarDate(year - years, month, day))
    .replace(STATUS_DAY, today)
    .replace(KEPT_AT, `time: '${now.toISOString().slice(11, 16)}'`);
}
