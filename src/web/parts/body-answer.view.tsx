import type { VNode } from 'preact';
import type { PublishedSource } from '../../domain/campaigns/published-campaign.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Source } from './source.view.js';

/** What a body answered, as the campaign sums it up. */
export interface BodyAnswerModel {
  readonly on: CalendarDate;
  /** Paragraphs. */
  readonly summary: readonly string[];
  readonly source: PublishedSource;
}

/** One answer with its day and source; its words stand in the page's language or say which theirs is. */
export function BodyAnswer({ t, answer }: { t: Language; answer: BodyAnswerModel }): VNode {
  const { on, summary, source } = answer;
  return (
    <div class="body-answer">
      <p class="fine">
        <time datetime={on}>{t.say('answers.on', { date: t.dateFully(on) })}</time>
      </p>
      {summary.map((paragraph, place) => (
        <p key={place}>{paragraph}</p>
      ))}
      <Source t={t} source={source} />
    </div>
  );
}
