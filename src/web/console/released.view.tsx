import type { VNode } from 'preact';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { dirOf } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { BodyAnswer, type BodyAnswerModel } from '../parts/body-answer.view.js';
import { ErrorSummary, type RefusedField } from '../parts/error-summary.view.js';
import { AnswerWords } from './answers.view.js';
import { ConsolePage } from './console-page.view.js';
import type { TypedRelease } from './release.form.js';
import { type ReleaseChoices, ReleaseForm, ReleasePreview, TakeBackForm } from './release.view.js';

/** What a campaign tells the public of bodies' answers. */
export interface ReleasedModel {
  readonly title: string;
  readonly choices: ReleaseChoices;
  readonly mayRelease: boolean;
  readonly released: readonly (BodyAnswerModel & {
    readonly number: number;
    readonly body: string;
    /** The language of its words. */
    readonly lang: string;
  })[];
}

interface ReleasedPageProps {
  readonly t: Language;
  readonly name: string;
  readonly model: ReleasedModel;
  /** What was typed so far, and the words of the mail that it sums up. */
  readonly typed: TypedRelease;
  readonly mail?: string | null;
  readonly refused?: readonly RefusedField[];
  /** The day of a sound answer, which is shown as the public will read it. */
  readonly preview?: CalendarDate;
}

/** What is told so far, each to be taken back, and the form for more; above them a preview, or what has to be changed. */
export function ReleasedPage(props: ReleasedPageProps): VNode {
  const { t, name, model, typed, mail = null, refused = [], preview } = props;
  const { choices, mayRelease } = model;
  return (
    <ConsolePage t={t} title={t.say('console.release.title', { title: model.title })} name={name} place="answers">
      <ErrorSummary title={t.say('console.release.refused')} refused={refused} heading="h2" />
      {preview === undefined ? null : (
        <ReleasePreview t={t} choices={choices} typed={typed} on={preview} />
      )}
      {preview === undefined && refused.length === 0 ? <Told t={t} model={model} /> : null}
      {mail === null ? null : (
        <section aria-labelledby="mail">
          <h2 id="mail">{t.say('console.answers.title')}</h2>
          <AnswerWords t={t} text={mail} />
        </section>
      )}
      {mayRelease ? (
        <section aria-labelledby="release">
          <h2 id="release">{t.say('console.release.new')}</h2>
          <ReleaseForm t={t} choices={choices} typed={typed} refused={refused} />
        </section>
      ) : null}
    </ConsolePage>
  );
} // prettier-ignore

function Told({ t, model }: { readonly t: Language; readonly model: ReleasedModel }): VNode {
  const { released, mayRelease, choices } = model;
  if (released.length === 0) return <p>{t.say('console.release.none')}</p>;
  return (
    <ul class="rows">
      {released.map((answer) => (
        <li key={answer.number}>
          <h2 id={`answer-${String(answer.number)}`}>
            <bdi>{answer.body}</bdi> · {t.say('console.release.number', { number: answer.number })}
          </h2>
          <BodyAnswer t={t} own={{ lang: answer.lang, dir: dirOf(answer.lang) }} answer={answer} />
          {mayRelease ? <TakeBackForm t={t} slug={choices.slug} number={answer.number} /> : null}
        </li>
      ))}
    </ul>
  );
}
