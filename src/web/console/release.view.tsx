import type { VNode } from 'preact';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { dirOf, fallbackLocale, isLocale } from '../../platform/i18n/locale.js';
import { type Language, Texts } from '../../platform/i18n/texts.js';
import { BodyAnswer } from '../parts/body-answer.view.js';
import { SelectField } from '../parts/choice.view.js';
import type { RefusedField } from '../parts/error-summary.view.js';
import { TextArea, TextField } from '../parts/field.view.js';
import { paragraphsOf } from '../parts/paragraphs.js';
import { fieldOf, labelOf, releaseLimits, type TypedRelease } from './release.form.js';

/** What the form asks of. */
export interface ReleaseChoices {
  readonly slug: string;
  /** The languages of the campaign, each to be written in. */
  readonly locales: readonly string[];
  readonly bodies: readonly { readonly key: string; readonly name: string }[];
}

interface ReleaseFormProps {
  readonly t: Language;
  readonly choices: ReleaseChoices;
  readonly typed: TypedRelease;
  readonly refused?: readonly RefusedField[];
}

const pathOf = ({ slug }: ReleaseChoices): string => `/console/campaigns/${slug}/answers`;

/** The form by which an answer is shown publicly, in every language of the campaign; it leads to a preview first. */
export function ReleaseForm({ t, choices, typed, refused = [] }: ReleaseFormProps): VNode {
  const errorOf = (name: string) => refused.find((field) => field.name === name)?.message;
  return (
    <form method="post" action={pathOf(choices)} accept-charset="utf-8" class="release-form">
      <p class="hint">{t.say('console.release.lead')}</p>
      {typed.mail === '' ? null : <input type="hidden" name="mail" value={typed.mail} />}
      <SelectField
        name="body"
        label={t.say('console.release.body')}
        choices={choices.bodies.map(({ key, name }) => ({ value: key, label: name }))}
        value={typed.body}
        autocomplete="off"
        error={errorOf('body')}
      />
      <TextField
        name="on"
        type="date"
        label={t.say('console.release.on')}
        value={typed.on}
        autocomplete="off"
        error={errorOf('on')}
        required
      />
      {choices.locales.map((locale) => (
        <WordsIn key={locale} t={t} locale={locale} typed={typed} errorOf={errorOf} />
      ))}
      <TextField
        name="sourceUrl"
        label={t.say('console.release.url')}
        optional={t.say('form.optional')}
        value={typed.sourceUrl}
        autocomplete="off"
        dir="ltr"
        error={errorOf('sourceUrl')}
      />
      <button class="button button-quiet" type="submit">
        {t.say('console.release.preview')}
      </button>
    </form>
  );
}

function WordsIn(props: {
  readonly t: Language;
  readonly locale: string;
  readonly typed: TypedRelease;
  readonly errorOf: (name: string) => string | undefined;
}): VNode {
  const { t, locale, typed, errorOf } = props;
  const [summary, source] = [fieldOf('summary', locale), fieldOf('source', locale)];
  return (
    <>
      <TextArea
        name={summary}
        label={labelOf(t, 'summary', locale)}
        value={typed.summary[locale] ?? ''}
        error={errorOf(summary)}
        rows={4}
        max={releaseLimits.summary}
        required
      />
      <TextField
        name={source}
        label={labelOf(t, 'source', locale)}
        hint={t.say('console.release.source.hint')}
        value={typed.source[locale] ?? ''}
        autocomplete="off"
        error={errorOf(source)}
        required
      />
    </>
  );
}

/** How the public will read it in each language, and the button that shows exactly that. */
export function ReleasePreview(props: {
  readonly t: Language;
  readonly choices: ReleaseChoices;
  readonly typed: TypedRelease;
  readonly on: CalendarDate;
}): VNode {
  const { t, choices, typed, on } = props;
  const { summary, source, sourceUrl } = typed;
  const url = sourceUrl === '' ? {} : { url: sourceUrl };
  const body = choices.bodies.find(({ key }) => key === typed.body)?.name ?? typed.body;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t.say('console.release.preview.title')}</h2>
      <p>
        <bdi>{body}</bdi>
      </p>
      {choices.locales.map((locale) => (
        <div key={locale} lang={locale} dir={dirOf(locale)}>
          <BodyAnswer
            t={Texts.in(isLocale(locale) ? locale : fallbackLocale)}
            answer={{
              on,
              summary: paragraphsOf(summary[locale] ?? ''),
              source: { by: source[locale] ?? '', ...url },
            }}
          />
        </div>
      ))}
      <form method="post" action={`${pathOf(choices)}/release`} accept-charset="utf-8">
        {Object.entries(fieldsOf(typed)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button class="button" type="submit">
          {t.say('console.release.release')}
        </button>
      </form>
    </section>
  );
}

function fieldsOf({ summary, source, ...typed }: TypedRelease): Record<string, string> {
  const inAll = (what: string, words: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(words).map(([locale, text]) => [fieldOf(what, locale), text]));
  return { ...typed, ...inAll('summary', summary), ...inAll('source', source) };
}

/** Takes an answer off the public pages. */
export function TakeBackForm(props: {
  readonly t: Language;
  readonly slug: string;
  readonly number: number;
}): VNode {
  const { t, slug, number } = props;
  return (
    <form method="post" action={`/console/campaigns/${slug}/answers/${String(number)}/take-back`}>
      <button class="button button-quiet" type="submit" aria-describedby={`answer-${String(number)}`}>
        {t.say('console.release.take-back')}
      </button>
    </form>
  );
}
