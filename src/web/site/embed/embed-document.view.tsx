import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../../../platform/i18n/texts.js';
import { frameScript, stylesheetOf } from '../../parts/asset-files.js';
import { Exit } from '../../parts/exit.view.js';
import { FontLinks } from '../../parts/font-links.view.js';
import type { FrameChoice } from './frame-choice.js';

/** What every framed page knows of itself. */
export interface EmbedFrame extends FrameChoice {
  readonly t: Language;
  /** The style sheet of the campaign's own colours in that theme. */
  readonly accent: string | null;
  /** Whose pages may show it: the script speaks with these alone. */
  readonly origins: readonly string[];
}

/**
 * The frame of a page inside a partner's page: no masthead and no foot, nothing that leads the frame elsewhere, and the
 * script that tells the height.
 */
export function EmbedDocument(
  props: EmbedFrame & {
    readonly title: string;
    /** Where the campaign's quick exit leads. */
    readonly exit: string | null;
    /** Where in signing it stands: the form, the moment after it, or later. */
    readonly event: 'form' | 'signed' | 'next';
    readonly children: ComponentChildren;
  },
): VNode {
  const { t, theme, accent, origins, title, exit, event, children } = props;
  return (
    <html lang={t.locale} dir={t.dir} class="framed" data-origins={origins.join(' ')} data-event={event}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        <title>{`${title} · ${t.say('site.name')}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <FontLinks t={t} />
        <link rel="stylesheet" href={stylesheetOf(theme).path} />
        {accent === null ? null : <link rel="stylesheet" href={accent} />}
        <script src={frameScript.path} defer />
      </head>
      <body>
        {exit === null ? null : <Exit t={t} to={exit} framed />}
        <main id="content" class="embed">
          {children}
        </main>
      </body>
    </html>
  );
}

/** A link out of the frame, which says that it opens a window of its own. */
export function OutLink(props: {
  readonly t: Language;
  readonly href: string;
  readonly text: string;
  readonly quiet?: boolean;
}): VNode {
  const { t, href, text, quiet = false } = props;
  return (
    <a href={href} target="_blank" rel="noopener" {...(quiet ? { class: 'button button-quiet' } : {})}>
      {text} <span class="fine">{t.say('embed.window')}</span>
    </a>
  );
}
