import type { VNode } from 'preact';
import { dirOf } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { BodyAnswer } from '../parts/body-answer.view.js';
import type { OwnLanguage } from '../parts/own-words.js';
import { letterAnchor } from './sent-letters.js';
import type { AnswerModel, LetterModel } from './told.model.js';

/** What a body answered, as the campaign sums it up, each with its day and source. */
export function Answers(props: {
  readonly t: Language;
  readonly own: OwnLanguage;
  readonly answers: readonly AnswerModel[];
}): VNode {
  const { t, own, answers } = props;
  return (
    <ul class="answers">
      {answers.map((answer) => (
        <li key={answer.number}>
          <BodyAnswer t={t} own={own} answer={answer} />
        </li>
      ))}
    </ul>
  );
}

/** The letters that were sent: when, in which language, and, where it is public, what they said. */
export function Letters(props: {
  readonly t: Language;
  /** The campaign's slug. */
  readonly of: string;
  readonly letters: readonly LetterModel[];
}): VNode {
  const { t, of, letters } = props;
  const names = new Intl.DisplayNames(t.locale, { type: 'language' });
  return (
    <ol class="letters-sent">
      {letters.map(({ number, on, locale, subject, words }) => {
        const about = (
          <>
            <time datetime={on}>{t.dateFully(on)}</time>{' '}
            <bdi class="letter-subject" lang={locale}>
              {subject}
            </bdi>{' '}
            <span class="fine">{names.of(locale) ?? locale}</span>
          </>
        );
        return (
          <li key={number}>
            {words === null ? (
              <p>
                {about} <span class="fine">{t.say('letters.not-public')}</span>
              </p>
            ) : (
              <details>
                <summary>{about}</summary>
                <div class="letter-words" id={letterAnchor(of, number)} lang={locale} dir={dirOf(locale)}>
                  {words.map((paragraph, place) => (
                    <p key={place}>{paragraph}</p>
                  ))}
                </div>
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}
