import type { VNode } from 'preact';
import type { PublishedSource } from '../../domain/campaigns/published-campaign.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Language } from '../../platform/i18n/texts.js';
import { type OwnLanguage, ownWords } from './own-words.js';
import { Source } from './source.view.js';

/** What a body answered, as the campaign sums it up. */
export interface BodyAnswerModel {
  readonly on: CalendarDate;
  /** Paragraphs. */
  readonly summary: readonly string[];
  readonly source: PublishedSource;
}

/** One answer with its day and source. */
export function BodyAnswer(props: {
  readonly t: Language;
  /** The language of its words, where it is not the page's. */
  readonly own?: OwnLanguage;
  readonly answer: BodyAnswerModel;
}): VNode {
  const { t, own = {}, answer } = props;
  const { on, summary, source } = answer;
  return (
    <div class="body-answer">
      <p class="fine">
        <time datetime={on}>{t.say('answers.on', { date: t.dateFully(on) })}</time>
      </p>
      {summary.map((paragraph, place) => (
        <p key={place} {...ownWords(own)}>
          {paragraph}
        </p>
      ))}
      <Source t={t} own={own} source={source} />
    </div>
  );
}
