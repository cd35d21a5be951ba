import type { VNode } from 'preact';
import type { NewsReach } from '../../domain/signatures/signature.rules.js';
import type { Language } from '../../platform/i18n/texts.js';
import { RadioGroup } from '../parts/choice.view.js';
import { MessagePage } from '../parts/message-page.view.js';

type Props = Readonly<{ t: Language; prefix: string }>;

/** How far stopping the news goes: this campaign, unless more is chosen. */
export function ReachChoice({ t }: { readonly t: Language }): VNode {
  return (
    <RadioGroup
      name="reach"
      label={t.say('token.unsubscribe.reach')}
      value="campaign"
      choices={(['campaign', 'instance'] as const).map((value) => ({
        value,
        label: t.say(`token.unsubscribe.reach.${value}`),
        hint: t.say(`token.unsubscribe.reach.${value}.hint`),
      }))}
    />
  );
}

/** What was done, with the way to take it back: both forms post to the address the page was opened at. */
export function UnsubscribedPage({ t, prefix, reach }: Props & { readonly reach: NewsReach }): VNode {
  const isBack = reach === 'none';
  const said = isBack ? 'token.unsubscribe.back' : 'token.unsubscribe.done';
  return (
    <MessagePage t={t} title={t.say(`${said}.title`)} prefix={prefix} tone="good">
      <p class="lead">{t.say(isBack ? `${said}.text` : `${said}.${reach}`)}</p>
      <p>{t.say(isBack ? 'token.unsubscribe.again' : 'token.unsubscribe.undo')}</p>
      <form method="post">
        <input type="hidden" name="reach" value={isBack ? 'campaign' : 'none'} />
        <button class="button button-quiet" type="submit">
          {t.say(isBack ? 'token.unsubscribe.button' : 'token.unsubscribe.undo.button')}
        </button>
      </form>
      <p>
        <a href={`/${t.locale}`}>{t.say('error.home')}</a>
      </p>
    </MessagePage>
  );
}
