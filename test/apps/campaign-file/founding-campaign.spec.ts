import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCampaignFile } from '../../../src/apps/campaign-file/read-campaign-file.js';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { locales } from '../../../src/platform/i18n/locale.js';

const source = readFileSync(join(packageRoot(), 'templates/campaigns/ashraf.yaml'), 'utf8');
const { file } = readCampaignFile(source);
const putTo = (body: string) => file.demands.filter(({ to }) => to.includes(body)).map(({ key }) => key);

describe('the founding campaign', () => {
  it('says everything in the languages of the service, as a statement of its day', () => {
    expect(file.languages).toEqual(locales);
    expect(file.statementDate).toBe('2015-09-01');
    for (const locale of file.languages)
      expect(file.texts[locale]?.statement.length).toBeGreaterThanOrEqual(6);
  });

  it('puts its five demands to the bodies of the case, unmet as of the statement', () => {
    expect(file.demands.map(({ key }) => key)).toEqual([
      'accountability',
      'protection',
      'hostages',
      'rights',
      'families',
    ]);
    for (const { openSince, status } of file.demands) {
      expect([openSince, status.is, status.asOf]).toEqual(['2013-09-01', 'unmet', '2015-09-01']);
    }
    expect(putTo('un-secretary-general')).toEqual(['accountability', 'protection', 'hostages']);
    expect(putTo('iraq-government')).toHaveLength(5);
    expect(putTo('iraq-parliament')).toEqual(['rights']);
    expect(putTo('un-ohchr')).toEqual(['accountability', 'families']);
    expect(putTo('us-government')).toEqual(['accountability', 'protection', 'hostages']);
    expect(putTo('unhcr')).toEqual(['protection']);
    expect(putTo('un-mission-iraq')).toEqual(['protection']);
  });

  it('cannot reach a real mailbox', () => {
    const seats = file.bodies.flatMap((body) => body.seats);
    expect(seats).toHaveLength(7);
    for (const { email } of seats) expect(email).toMatch(/\.example$/);
  });

  it('has one adverse body, which gets totals, and tells names to nobody', () => {
    expect(file.bodies.filter(({ adverse }) => adverse).map(({ key }) => key)).toEqual(['iraq-government']);
    expect(new Set(file.bodies.map(({ disclosure }) => disclosure))).toEqual(new Set(['totals']));
  });

  it('has a letter of its own for every body, and letters for the anniversary', () => {
    for (const { key } of file.bodies) {
      const own = file.letters.filter((letter) => letter.occasion === 'any' && letter.bodies.includes(key));
      expect([key, own.length]).toEqual([key, 1]);
    }
    const { letters, day, time, zone } = file.anniversaries[0]!;
    expect([letters, day, time, zone]).toEqual([
      ['anniversary-to-bodies', 'anniversary-to-supporters'],
      '2013-09-01',
      '09:00',
      'Asia/Baghdad',
    ]);
  });

  it('counts the days of the hunger strikes and names the source of every fact', () => {
    expect(file.timeline.find(({ key }) => key === 'hunger-strikes')?.hungerStrikeDays).toBe(108);
    for (const { source: from, texts } of file.timeline) {
      expect(from.date).toBe('2015-09-01');
      for (const locale of file.languages) expect(texts[locale]?.by).toBeTruthy();
    }
  });
});
