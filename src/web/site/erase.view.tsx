import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { MessagePage } from '../parts/message-page.view.js';
import type { Surroundings } from './own-signature.js';
import { Panel } from './token.view.js';

type Props = Readonly<{ t: Language; prefix: string }> & Surroundings;

/** What erasing does, before it does it. */
export function ErasePage({
  t,
  prefix,
  title,
  self,
  ...around
}: Props & { title: string; self: string }): VNode {
  return (
    <MessagePage t={t} title={t.say('me.erase.title')} prefix={prefix} {...around} tone="trouble">
      <p class="lead">{t.say('me.erase.lead', { title })}</p>
      <Panel id="goes-title" title={t.say('me.erase.goes')}>
        <ul class="bullets">
          {['given', 'shown', 'mail', 'count'].map((what) => (
            <li key={what}>{t.say(`me.erase.goes.${what}`)}</li>
          ))}
        </ul>
        <p class="hint">{t.say('me.erase.stays')}</p>
      </Panel>
      <form method="post" action={`${self}/erase`}>
        <button class="button button-bad" type="submit">
          {t.say('me.erase.button')}
        </button>
      </form>
      <p>
        <a href={self}>{t.say('me.back')}</a>
      </p>
    </MessagePage>
  );
}

/** It was asked for; the page does not say more than is true by now. */
export function ErasedPage({ t, prefix, ...around }: Props): VNode {
  return (
    <MessagePage t={t} title={t.say('me.erase.done.title')} prefix={prefix} {...around} tone="good">
      <p class="lead">{t.say('me.erase.done.text')}</p>
      <p>
        <a href={`/${t.locale}`}>{t.say('error.home')}</a>
      </p>
    </MessagePage>
  );
}
