import type { VNode } from 'preact';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Page } from '../../kernel/page.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage, PageLinks } from './console-page.view.js';
import type { TypedRelease } from './release.form.js';
import { type ReleaseChoices, ReleaseForm, TakeBackForm } from './release.view.js';

/** What came back, in a list. */
export interface AnswerListRow {
  readonly id: string;
  readonly campaign: string;
  readonly kind: string;
  readonly addressee: string | null;
  readonly receivedOn: CalendarDate;
  readonly waits: boolean;
}

/** One of them, opened. */
export interface AnswerModel extends AnswerListRow {
  readonly enhancedCode: string | null;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** The campaign it is an answer to. */
  readonly slug: string;
  /** The numbers under which the public is told of it. */
  readonly told: readonly number[];
  /** What its form asks and begins with; null where one may not release it, or it is no answer in words. */
  readonly release: { readonly choices: ReleaseChoices; readonly typed: TypedRelease } | null;
}

/** What bodies answered to the letters of all one's campaigns; what waits for somebody comes first. */
export function AnswersPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly page: Page<AnswerListRow>;
}): VNode {
  const { t, name, page } = props;
  return (
    <ConsolePage t={t} title={t.say('console.nav.answers')} name={name} place="answers">
      {page.total === 0 ? <p>{t.say('console.answers.none')}</p> : null}
      <ul class="rows">
        {page.items.map((row) => (
          <li key={row.id}>
            <a href={`/console/answers/${row.id}`}>
              <bdi>{row.addressee ?? t.say('console.answers.unknown')}</bdi>
            </a>
            <span class={`state state-${row.waits ? 'in_review' : 'approved'}`}>
              {t.say(row.waits ? 'console.answers.waits' : 'console.answers.settled')}
            </span>
            <span class="fine">
              {t.say(`console.answers.kind.${row.kind}`)} · <bdi>{row.campaign}</bdi> ·{' '}
              {t.dateFully(row.receivedOn)}
            </span>
          </li>
        ))}
      </ul>
      <PageLinks t={t} path="/console/answers" page={page.page} perPage={page.perPage} total={page.total} />
    </ConsolePage>
  );
}

/** One answer: its words as plain text, and the way to say that somebody has seen to it. */
export function AnswerPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly answer: AnswerModel;
}): VNode {
  const { t, name, answer } = props;
  const facts: (readonly [string, string | null])[] = [
    [t.say('console.answers.from'), answer.from === '' ? answer.addressee : answer.from],
    [t.say('console.answers.subject'), answer.subject === '' ? null : answer.subject],
    [t.say('console.answers.received'), t.dateFully(answer.receivedOn)],
    [t.say('console.answers.code'), answer.enhancedCode],
  ];
  return (
    <ConsolePage t={t} title={t.say('console.answers.title')} name={name} place="answers">
      <p class="lead">
        {t.say(`console.answers.kind.${answer.kind}`)} ·{' '}
        <bdi>{answer.addressee ?? t.say('console.answers.unknown')}</bdi> · <bdi>{answer.campaign}</bdi>
      </p>
      {answer.kind === 'bounce' ? <p>{t.say('console.answers.bounce-hint')}</p> : null}
      <dl class="facts panel">
        {facts.map(([term, value]) =>
          value === null ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
        )}
      </dl>
      <AnswerWords t={t} text={answer.text} />
      {answer.waits ? (
        <form method="post" action={`/console/answers/${answer.id}/settle`}>
          <button class="button" type="submit">
            {t.say('console.answers.settle')}
          </button>
        </form>
      ) : null}
      <Release t={t} answer={answer} />
    </ConsolePage>
  );
}

/** The words of a mail as plain text. */
export function AnswerWords({ t, text }: { readonly t: Language; readonly text: string }): VNode {
  if (text === '') return <p>{t.say('console.answers.unreadable')}</p>;
  return (
    <pre class="answer" dir="auto" tabindex={0} role="region" aria-label={t.say('console.answers.title')}>
      {text}
    </pre>
  );
}

/** Whether the public is told of it by now, and how it is. */
function Release({ t, answer }: { readonly t: Language; readonly answer: AnswerModel }): VNode | null {
  const { release, told, slug } = answer;
  if (told.length > 0) {
    return (
      <section aria-labelledby="release">
        <h2 id="release">{t.say('console.release.told')}</h2>
        {told.map((number) => (
          <div key={number}>
            <p id={`answer-${String(number)}`}>
              <a href={`/console/campaigns/${slug}/answers`}>{t.say('console.release.number', { number })}</a>
            </p>
            {release === null ? null : <TakeBackForm t={t} slug={slug} number={number} />}
          </div>
        ))}
      </section>
    );
  }
  if (release === null) return null;
  return (
    <section aria-labelledby="release">
      <h2 id="release">{t.say('console.release.new')}</h2>
      <ReleaseForm t={t} {...release} />
    </section>
  );
}
