import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { ErrorSummary, Trouble } from '../parts/error-summary.view.js';
import { TextField } from '../parts/field.view.js';
import { MessagePage } from '../parts/message-page.view.js';

interface FreshLinkModel {
  readonly t: Language;
  readonly prefix: string;
  readonly email: string;
  readonly error?: string | undefined;
  /** What the service is at fault for. */
  readonly trouble?: string;
  /** Whether a link has just been asked for; said to everyone who asks. */
  readonly asked?: boolean;
  /** Whether the page stands in for a link that no longer opens anything. */
  readonly gone?: boolean;
}

/** Where a fresh link to one's own signature is asked for. */
export function FreshLinkPage({
  t,
  prefix,
  email,
  error,
  trouble,
  asked = false,
  gone = false,
}: FreshLinkModel): VNode {
  const title = t.say(gone ? 'token.gone.title' : asked ? 'check.title' : 'me.title');
  const refused = error === undefined ? [] : [{ name: 'email', message: error }];
  return (
    <MessagePage t={t} title={title} prefix={prefix} tone={gone ? 'trouble' : asked ? 'good' : 'plain'}>
      <Trouble text={trouble} />
      <ErrorSummary title={t.say('check.refused')} refused={refused} heading="h2" />
      <p class="lead">{t.say(asked ? 'me.asked' : gone ? 'me.gone' : 'me.lead')}</p>
      {asked ? null : (
        <form method="post" action={`${prefix}/me`} accept-charset="utf-8" novalidate>
          <TextField
            name="email"
            type="email"
            label={t.say('form.email')}
            value={email}
            error={error}
            autocomplete="email"
            dir="ltr"
            required
          />
          <button class="button" type="submit">
            {t.say('me.button')}
          </button>
        </form>
      )}
    </MessagePage>
  );
}
