/** What an alert is about. */
export const alertKinds = ['rate', 'held-share', 'country-population', 'domain-cluster'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** From when on a person is told. */
export interface AlertRules {
  /** Signatures of a day against the mean of the days before. */
  readonly rate: { readonly atLeast: number; readonly timesUsual: number; readonly historyDays: number };
  readonly heldShare: { readonly signatures: number; readonly share: number; readonly timesUsual: number };
  /** Signatures of a country against the people who live there. */
  readonly countryPopulation: { readonly atLeast: number; readonly share: number };
}

/** A day of a campaign in numbers. */
export interface DayCount {
  readonly day: string;
  readonly signatures: number;
  readonly held: number;
}

/** What is to be told: each `subject` of a kind once, and never anything of a person. */
export interface Alarm {
  readonly kind: AlertKind;
  /** The day or the country. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, number | string>>;
}

/** What departs today from the days before, oldest first. */
export function dayAlarms(today: DayCount, before: readonly DayCount[], rules: AlertRules): Alarm[] {
  const { rate, heldShare } = rules;
  const total = (of: 'signatures' | 'held') => before.reduce((sum, day) => sum + day[of], 0);
  const usual = before.length === 0 ? 0 : total('signatures') / before.length;
  const alarms: Alarm[] = [];
  const { day: subject, signatures, held } = today;
  if (
    before.length >= rate.historyDays &&
    signatures >= rate.atLeast &&
    signatures >= rate.timesUsual * usual
  ) {
    alarms.push({ kind: 'rate', subject, detail: { signatures, usual: Math.round(usual) } });
  }
  const usualHeld = total('held') / Math.max(1, total('signatures'));
  const share = held / Math.max(1, signatures);
  if (
    signatures >= heldShare.signatures &&
    share >= Math.max(heldShare.share, heldShare.timesUsual * usualHeld)
  ) {
    alarms.push({ kind: 'held-share', subject, detail: { signatures, held } });
  }
  return alarms;
}

/** Countries that give more than a plausible part of their people. */
export function countryAlarms(
  counted: readonly { readonly country: string; readonly confirmed: number }[],
  populationOf: (country: string) => number,
  { countryPopulation: { atLeast, share } }: AlertRules,
): Alarm[] {
  return counted
    .filter(({ country, confirmed }) => confirmed >= atLeast && confirmed >= share * populationOf(country))
    .map(({ country, confirmed }) => ({
      kind: 'country-population',
      subject: country,
      detail: { signatures: confirmed, population: populationOf(country) },
    }));
}
