import { describe, expect, it } from '@jest/globals';
import { readCampaignFile } from '../../../src/apps/campaign-file/read-campaign-file.js';
import type { Addressee } from '../../../src/domain/mailings/addressee.js';
import type { CampaignFacts } from '../../../src/domain/mailings/campaign-facts.js';
import { composeEditions, composeSeatLetters } from '../../../src/domain/mailings/compose-letters.js';
import { computeFigures, openDemands } from '../../../src/domain/mailings/compute-figures.js';
import type { LetterMatter } from '../../../src/domain/mailings/letter-values.js';
import { calendarDate } from '../../../src/kernel/calendar-date.js';
import type { BodyId, CampaignId, SeatId } from '../../../src/kernel/id.js';
import { ashraf } from '../../worlds/campaigns.world.js';

const { file } = readCampaignFile(ashraf);
const campaign: CampaignFacts = {
  id: 'campaign' as CampaignId,
  slug: file.slug,
  state: 'open',
  defaultLocale: 'en',
  titles: Object.fromEntries(Object.entries(file.texts).map(([locale, { title }]) => [locale, title])),
  demands: file.demands.map(({ key, status, openSince, to, texts }) => ({
    key,
    status: status.is,
    asOf: status.asOf,
    openSince,
    bodyIds: to as BodyId[],
    texts,
  })),
};
const matter: LetterMatter = {
  campaign,
  figures: computeFigures(
    openDemands(campaign),
    { confirmed: 12_345, asOf: calendarDate(2026, 8, 20) },
    { sendAt: new Date('2026-09-01T06:00:00Z'), zone: 'Asia/Baghdad' },
  ),
  publicUrl: 'https://vigil.example',
  keeping: { n: 13, day: calendarDate(2026, 9, 1) },
};

/** Every seat once for each language its letter is written in, so that no translation goes unread. */
function seatsOf(letter: (typeof file.letters)[number]): Addressee[] {
  return file.bodies
    .filter(({ key }) => letter.bodies.includes(key))
    .flatMap(({ key, names, adverse, disclosure, seats }) =>
      seats.flatMap((seat) =>
        Object.keys(letter.texts)
          .filter((locale) => seat.salutations[locale] !== undefined)
          .map((locale) => ({
            seatId: `${key} ${locale}` as SeatId,
            bodyId: key as BodyId,
            bodyNames: names,
            offices: seat.offices,
            salutations: seat.salutations,
            address: seat.email,
            locale,
            adverse,
            disclosure,
          })),
      ),
    );
}

const sent = file.letters
  .filter(({ audience }) => audience === 'bodies')
  .flatMap((letter) => {
    const version = { key: letter.key, texts: letter.texts } as Parameters<typeof composeSeatLetters>[0];
    return composeSeatLetters(version, matter, seatsOf(letter)).map((mail) => ({
      letter: letter.key,
      ...mail,
    }));
  });

const number = { en: '12,345', fr: /12\s345/, ar: '١٢٬٣٤٥' } as const;
const days = { en: '4,748', fr: /4\s748/, ar: '٤٬٧٤٨' } as const;

describe('the founding letters', () => {
  it.each(sent.map((mail) => [mail.letter, mail.seatId, mail] as const))(
    '%s to %s name what they must',
    (_, seat, mail) => {
      const locale = mail.locale as keyof typeof number;
      const put = file.demands.filter(({ to }) => to.includes(mail.bodyId));
      expect(mail.text.startsWith(mail.salutation)).toBe(true);
      expect(mail.text).toMatch(number[locale]);
      for (const demand of file.demands) {
        const said = demand.texts[locale]?.text ?? '';
        expect([demand.key, seat, mail.text.replace(/\s+/g, ' ').includes(said)]).toEqual([
          demand.key,
          seat,
          put.includes(demand),
        ]);
      }
      expect(mail.text.split(new RegExp(days[locale])).length - 1).toBe(put.length);
      expect(mail.text).toMatch(/https:\/\/vigil\.example(\/(en|ar|fr))?\/c\/ashraf/);
      expect(`${mail.subject}${mail.text}`).not.toMatch(/\{\{|\}\}|\{%|\\|undefined|\[object/);
      expect(mail.html).toContain(`lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`);
    },
  );

  it('name the anniversary by its ordinal in every language', () => {
    const letter = file.letters.find(({ key }) => key === 'anniversary-to-supporters')!;
    const version = { key: letter.key, texts: letter.texts } as Parameters<typeof composeEditions>[0];
    const editions = composeEditions(version, matter);
    const subjects = Object.fromEntries(editions.map(({ locale, subject }) => [locale, subject]));
    expect(subjects).toEqual({
      en: '1 September 2026: the 13th anniversary',
      fa: '۱ سپتامبر ۲۰۲۶ (۱۰ شهریور ۱۴۰۵): سیزدهمین سالگرد',
      ar: '١ أيلول/سبتمبر ٢٠٢٦: الذكرى السنوية الثالثة عشرة',
      fr: '1er septembre 2026\u00a0: 13e anniversaire',
      de: '1. September 2026: der 13. Jahrestag',
      es: '1 de septiembre de 2026: el 13.er aniversario',
    });
    const french = sent.find(({ letter: key, locale }) => key === 'anniversary-to-bodies' && locale === 'fr');
    expect(french?.subject).toBe('1er septembre 2026 : 13e anniversaire de l’attaque du camp d’Ashraf');
  });
});
