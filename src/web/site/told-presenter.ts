import type { PublishedCampaign, PublishedSource } from '../../domain/campaigns/published-campaign.js';
import type { PublishedAnswer, PublishedLetter } from '../../domain/campaigns/published-record.js';
import { standings } from '../../domain/campaigns/standing.rules.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { paragraphsOf } from '../parts/paragraphs.js';
import type { AnswerModel, EndorsementModel, LetterModel, ToldModel, UpdateModel } from './told.model.js';

/** What a campaign tells beside its statement, in a language or the campaign's default one. */
export function toldOf(campaign: PublishedCampaign, locale: string): ToldModel {
  const { record } = campaign.document;
  const languages = [locale, campaign.defaultLocale];
  const endorsements = endorsementsIn(campaign, languages);
  const bodies = new Set([...record.answers, ...record.letters].map(({ body }) => body));
  return {
    standings: standings.flatMap((standing) => {
      const those = endorsements.filter((one) => one.standing === standing).map(({ model }) => model);
      return those.length > 0 ? [{ standing, endorsements: those }] : [];
    }),
    updates: updatesIn(campaign, languages),
    exchanges: new Map(
      [...bodies].map((body) => [
        body,
        {
          answers: record.answers.filter((one) => one.body === body).map((one) => answerIn(one, languages)),
          letters: record.letters.filter((one) => one.body === body).map(letterOf),
        },
      ]),
    ),
  };
}

/** The words in the first of some languages that has any. */
export function wordsIn<Words>(
  texts: Readonly<Record<string, Words>>,
  languages: readonly string[],
): Words | undefined {
  return languages.map((locale) => texts[locale]).find((words) => words !== undefined);
}

function endorsementsIn(
  { document }: PublishedCampaign,
  languages: readonly string[],
): { standing: string; model: EndorsementModel }[] {
  return document.record.endorsements.flatMap(({ key, standing, on, source, texts }) => {
    const said = wordsIn(texts, languages);
    if (!said) return [];
    const model: EndorsementModel = {
      key,
      name: said.name,
      office: said.office ?? null,
      words: paragraphsOf(said.words ?? ''),
      on,
      source: sourceOf(said.by, source.date, source.url),
    };
    return [{ standing, model }];
  });
}

function updatesIn({ document }: PublishedCampaign, languages: readonly string[]): UpdateModel[] {
  return document.record.updates.flatMap(({ key, on, texts }) => {
    const said = wordsIn(texts, languages);
    return said ? [{ key, on, title: said.title, paragraphs: paragraphsOf(said.text) }] : [];
  });
}

function answerIn(answer: PublishedAnswer, languages: readonly string[]): AnswerModel {
  const { number, on, summary, source, sourceUrl } = answer;
  return {
    number,
    on,
    summary: paragraphsOf(wordsIn(summary, languages) ?? ''),
    source: sourceOf(wordsIn(source, languages) ?? '', undefined, sourceUrl),
  };
}

function letterOf({ number, on, locale, subject, words }: PublishedLetter): LetterModel {
  return { number, on, locale, subject, words: words === undefined ? null : paragraphsOf(words) };
}

function sourceOf(by: string, date?: CalendarDate, url?: string): PublishedSource {
  return { by, ...(date !== undefined && { date }), ...(url !== undefined && { url }) };
}
