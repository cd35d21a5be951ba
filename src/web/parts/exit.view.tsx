import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { exitScript } from './asset-files.js';

/**
 * The way out of the page, the first thing that the keyboard reaches; a plain link where no script runs. In a frame it
 * leaves the page around it too.
 */
export function Exit(props: { readonly t: Language; readonly to: string; readonly framed?: boolean }): VNode {
  const { t, to, framed = false } = props;
  return (
    <aside class="way-out" aria-label={t.say('exit.link')}>
      <a class="exit" href={to} rel="noreferrer nofollow" {...(framed ? { target: '_top' } : {})}>
        {t.say('exit.link')}
      </a>
      <script src={exitScript.path} defer />
    </aside>
  );
}

/** What to mind where somebody else may look at the same device. */
export function SharedDevice({ t }: { readonly t: Language }): VNode {
  return (
    <div class="shared" role="note">
      <p>
        <strong>{t.say('exit.shared.title')}</strong>
      </p>
      <p>{t.say('exit.shared.text')}</p>
    </div>
  );
}
