import { describe, expect, it } from '@jest/globals';
import { countryAlarms, dayAlarms } from '../../../../src/domain/signatures/holds/alert.rules.js';
import { isDisposable, mayBeOwned } from '../../../../src/domain/signatures/holds/everybodys-domains.js';
import { isOddName } from '../../../../src/domain/signatures/holds/name-shape.rules.js';
import { populationOf } from '../../../../src/domain/signatures/holds/population.js';
import { suspicionPolicy } from '../../../../src/domain/signatures/holds/suspicion-policy.js';
import { RepeatedNames } from '../../../../src/domain/signatures/holds/repeated-names.js';
import type { CalendarDate } from '../../../../src/kernel/calendar-date.js';

const { alerts } = suspicionPolicy();

describe('the shape of a name', () => {
  it.each([
    'Suzie Keen', 'Ng', 'Sukarno', 'J. R. R. Tolkien', 'MARÍA DEL CARMEN', 'Krzysztof Brzęczyszczykiewicz', 'Vlk', 'Čtvrtník',
    'Schtscherbakow', 'Hirschsprung', 'Llwyd', 'Mkrtchyan', "O'Neill-Knightsbridge", 'Nguyễn Thị Ánh', 'Søren Kierkegaard',
    'پریسا', 'علی‌رضا محمدی', 'عبد الرحمن', 'Владимир', 'Щербак', '王小明', '李', '김민준', 'สมชาย', 'अमिताभ', 'யாழினி', 'Juan II',
    'Elizabeth 2', 'Þórdís', 'Мстислав Взгляд', 'ქართლოს', 'አበበ', 'Πιπιπιππή', 'Πιπιπιππ',
  ])('%s is one', (name) => {
    expect(isOddName(name)).toBe(false);
  }); // prettier-ignore

  it.each(['xkcdqztp', 'asdfghjkl', 'Cheap pills www.pills.example', 'a1b2c3', '12345', 'aaaaaaa', 'ΑααΑα', 'ا ا ا ا ا', 'mail@example.org', '...'])(
    '%s is none',
    (name) => {
      expect(isOddName(name)).toBe(true);
    },
  ); // prettier-ignore

  it('may be common: only a share that no crowd has is unusual', () => {
    const names = new RepeatedNames();
    const day = '2026-11-24' as CalendarDate;
    const seen = (name: string) => names.seen('campaign', name, day);
    let flagged = 0;
    for (let n = 0; n < 20_000; n++)
      if (seen(n % 50 === 0 ? 'محمد محمدی' : `Person ${String(n)}`)) flagged += 1;
    expect(flagged).toBe(0);
    for (let n = 0; n < 1_000; n++) if (seen('Ana Silva')) flagged += 1;
    expect(flagged).toBeGreaterThan(300);
    expect(names.seen('campaign', 'Ana Silva', '2026-11-25' as CalendarDate)).toBe(false);
  });
});

describe('a receiving domain', () => {
  it('is nobody’s own at a provider, for throwing away, or under a restricted ending', () => {
    for (const domain of [
      'gmail.com',
      'web.de',
      'mailinator.com',
      'x.mailinator.com',
      'ox.ac.uk',
      'mit.edu',
      'city.gov.br',
    ]) {
      expect([domain, mayBeOwned(domain)]).toEqual([domain, false]);
    }
    for (const domain of [
      'workplace.example',
      'gmail.com.example',
      'ac.example.com',
      'edu.com',
      'mailinator.com.example',
    ]) {
      expect([domain, mayBeOwned(domain)]).toEqual([domain, true]);
    }
    expect([isDisposable('yopmail.com'), isDisposable('proton.me')]).toEqual([true, false]);
  });
});

describe('an alert', () => {
  const before = (signatures: number, held: number, days = 5) =>
    Array.from({ length: days }, (_, n) => ({ day: `2026-11-1${String(n)}`, signatures, held }));
  const today = (signatures: number, held: number) => ({ day: '2026-11-24', signatures, held });

  it('tells of a rate only against a history, and only when many came', () => {
    expect(dayAlarms(today(500, 0), before(20, 0), alerts)).toMatchObject([
      { kind: 'rate', subject: '2026-11-24' },
    ]);
    expect(dayAlarms(today(500, 0), before(20, 0, 1), alerts)).toEqual([]);
    expect(dayAlarms(today(190, 0), before(20, 0), alerts)).toEqual([]);
    expect(dayAlarms(today(90, 0), before(2, 0), alerts)).toEqual([]);
  });

  it('tells of a share of held signatures that is unusual for the campaign', () => {
    expect(dayAlarms(today(100, 20), before(100, 1), alerts)).toMatchObject([{ kind: 'held-share' }]);
    expect(dayAlarms(today(100, 20), before(100, 12), alerts)).toEqual([]);
    expect(dayAlarms(today(30, 20), [], alerts)).toEqual([]);
  });

  it('tells of a country that gives more than its people could, by CLDR’s figures', () => {
    expect(populationOf('VA')).toBeLessThan(2_000);
    expect(populationOf('IR')).toBeGreaterThan(80_000_000);
    const given = (country: string, confirmed: number) =>
      countryAlarms([{ country, confirmed }], populationOf, alerts);
    expect(given('VA', 150)).toMatchObject([{ kind: 'country-population', subject: 'VA' }]);
    expect(given('VA', 60)).toEqual([]);
    expect(given('DE', 1_000_000)).toEqual([]);
    expect(given('NR', 5_000)).toHaveLength(1);
  });
});
