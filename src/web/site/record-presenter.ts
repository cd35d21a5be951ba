import { utcDay } from '../../kernel/calendar-date.js';
import type { Snapshot } from './campaign-snapshots.js';
import { barRow } from './chart.rules.js';
import { countryName } from './countries.js';
import type { Reading } from './reading.js';
import type { RecordModel } from './record.model.js';

/** What is told of the signatures: when they came, from where, and by name whoever chose to be named. */
export function recordOf({ tally, names }: Snapshot, { t, now }: Reading): RecordModel {
  const { confirmed, days, countries, asOf } = tally;
  const named = countries.reduce((sum, country) => sum + country.confirmed, 0);
  return {
    byDay: days.length > 0 ? barRow(days, utcDay(now)) : null,
    byCountry: countries.map((country) => ({
      name: countryName(t.locale, country.country),
      confirmed: country.confirmed,
    })),
    elsewhere: Math.max(0, confirmed - named),
    asOf: utcDay(asOf),
    names,
  };
}
