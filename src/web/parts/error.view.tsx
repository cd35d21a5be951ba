import type { VNode } from 'preact';
import type { ErrorView } from '../../platform/http/error-answer.js';
import { MessagePage } from './message-page.view.js';
import { renderDocument } from './render-document.js';

/** The page people see when something cannot be done; the number lets them ask about it without telling more. */
export function errorPage({ language: t, title, text, status, requestId, again }: ErrorView): string {
  return renderDocument(
    <MessagePage t={t} title={title} tone="trouble">
      <p class="lead">{again === null ? text : t.say('busy.text')}</p>
      {again === null ? null : <SendAgain label={t.say('busy.again')} fields={again} />}
      <p>
        <a href={`/${t.locale}`}>{t.say('error.home')}</a>
      </p>
      <p class="fine">
        {t.say('error.reference')} <bdi>{`${status}-${requestId.slice(0, 8)}`}</bdi>
      </p>
    </MessagePage>,
  );
}

/** The same form to the same address, with everything that was typed into it. */
function SendAgain(props: {
  readonly label: string;
  readonly fields: NonNullable<ErrorView['again']>;
}): VNode {
  const values = Object.entries(props.fields).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each] as const),
  );
  return (
    <form method="post" accept-charset="utf-8">
      {values.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="button" type="submit">
        {props.label}
      </button>
    </form>
  );
}
