import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { Document } from './document.view.js';

interface MessagePageProps {
  readonly t: Language;
  readonly title: string;
  /** What kind of news it is; changes only the mark before the heading. */
  readonly tone?: 'plain' | 'good' | 'trouble';
  readonly prefix?: string;
  /** Where whoever has to leave at once is taken. */
  readonly exit?: string | null | undefined;
  /** The style sheet of the campaign's own colours. */
  readonly accent?: string | null | undefined;
  readonly children: ComponentChildren;
}

/** A page that says one thing, with at most one thing to do. */
export function MessagePage({
  t,
  title,
  tone = 'plain',
  prefix = '',
  exit,
  accent,
  children,
}: MessagePageProps): VNode {
  return (
    <Document t={t} title={title} prefix={prefix} exit={exit} accent={accent}>
      <article class={`message message-${tone}`}>
        <h1>{title}</h1>
        {children}
      </article>
    </Document>
  );
}
