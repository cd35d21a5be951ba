import type { VNode } from 'preact';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Page } from '../../kernel/page.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage, PageLinks } from './console-page.view.js';

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
      {answer.text === '' ? (
        <p>{t.say('console.answers.unreadable')}</p>
      ) : (
        <pre class="answer" dir="auto" tabindex={0} aria-label={t.say('console.answers.title')}>
          {answer.text}
        </pre>
      )}
      {answer.waits ? (
        <form method="post" action={`/console/answers/${answer.id}/settle`}>
          <button class="button" type="submit">
            {t.say('console.answers.settle')}
          </button>
        </form>
      ) : null}
    </ConsolePage>
  );
}
