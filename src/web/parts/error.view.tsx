import type { ErrorView } from '../../platform/http/error-answer.js';
import { MessagePage } from './message-page.view.js';
import { renderDocument } from './render-document.js';

/** The page people see when something cannot be done; the number lets them ask about it without telling more. */
export function errorPage({ language: t, title, text, status, requestId }: ErrorView): string {
  return renderDocument(
    <MessagePage t={t} title={title} tone="trouble">
      <p class="lead">{text}</p>
      <p>
        <a href={`/${t.locale}`}>{t.say('error.home')}</a>
      </p>
      <p class="fine">
        {t.say('error.reference')} <bdi>{`${status}-${requestId.slice(0, 8)}`}</bdi>
      </p>
    </MessagePage>,
  );
}
