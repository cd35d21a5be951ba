import type { CalendarDate } from '../../kernel/calendar-date.js';
import { letterLanguage } from '../../platform/i18n/letter-language.js';
import { slot, withoutSlots } from '../../platform/mail/slots.js';
import type { TemplateValue, TemplateValues } from '../../platform/templates/render-letter.js';
import { supporterSlots } from '../letters/letter-variables.js';
import type { Addressee } from './addressee.js';
import { type CampaignFacts, inLanguage } from './campaign-facts.js';
import type { Figures } from './figures.js';

/** What every letter of a mailing is made of. */
export interface LetterMatter {
  readonly campaign: CampaignFacts;
  readonly figures: Figures;
  /** Of the public site, without a slash at the end. */
  readonly publicUrl: string;
  /** The keeping of an anniversary that the mailing is, or null. */
  readonly keeping: { readonly n: number; readonly day: CalendarDate } | null;
}

/** The values of a letter to a seat: the demands put to its body, the totals, and no supporter's data. */
export function seatValues(matter: LetterMatter, seat: Addressee, locale: string): TemplateValues {
  const { defaultLocale, demands } = matter.campaign;
  const put = demands.filter((demand) => demand.bodyIds.includes(seat.bodyId)).map((demand) => demand.key);
  return clean({
    ...common(matter, locale, put),
    salutation: salutationOf(seat, locale),
    body: { name: inLanguage(seat.bodyNames, locale, defaultLocale) ?? '' },
    seat: { office: inLanguage(seat.offices, locale, defaultLocale) ?? '' },
  });
}

/** The form of address in the letter's language; without one the language's own courtesy. */
export function salutationOf(seat: Addressee, locale: string): string {
  return seat.salutations[locale] ?? letterLanguage(locale).say('letter.salutation');
}

/** The values of a supporters' letter: all open demands, and slots where recipients differ. */
export function supporterValues(matter: LetterMatter, locale: string): TemplateValues {
  const keys = matter.campaign.demands.map((demand) => demand.key);
  const slots = Object.fromEntries(supporterSlots.map((name) => [name, slot(name)] as const));
  return { ...clean(common(matter, locale, keys)), ...slots };
}

function common(matter: LetterMatter, locale: string, demandKeys: readonly string[]): TemplateValues {
  const { campaign, figures, publicUrl, keeping } = matter;
  const language = letterLanguage(locale);
  const base: TemplateValues = {
    campaign: {
      title: inLanguage(campaign.titles, locale, campaign.defaultLocale) ?? campaign.slug,
      url: `${publicUrl}${campaign.titles[locale] === undefined ? '' : `/${locale}`}/c/${campaign.slug}`,
    },
    demands: figures.demands
      .filter((figure) => demandKeys.includes(figure.key))
      .map((figure) => {
        const demand = campaign.demands.find(({ key }) => key === figure.key);
        const text = demand && inLanguage(demand.texts, locale, campaign.defaultLocale);
        return {
          title: text?.title ?? figure.key,
          text: text?.text ?? '',
          days_open: figure.daysOpen,
          status: language.say(`letter.status.${figure.status}`),
          as_of: language.date(figure.asOf),
          open_since: language.date(figure.openSince),
        };
      }),
    count: figures.count,
    count_as_of: language.date(figures.countAsOf),
    letter_date: language.date(figures.letterDate),
  };
  if (keeping === null) return base;
  const { n, day } = keeping;
  return { ...base, anniversary: { ordinal: language.ordinal(n), years: n, date: language.date(day) } };
}

/** Values without anything that could pass for a slot. */
function clean(values: TemplateValues): TemplateValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanValue(value)]));
}

function cleanValue(value: TemplateValue): TemplateValue {
  if (typeof value === 'string') return withoutSlots(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly TemplateValue[]).map(cleanValue);
  return clean(value as TemplateValues);
}
