import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { fontPathsFor } from './font-files.js';

/** Has a browser fetch the fonts of a page's script, and no others, beside the style sheet. */
export function FontLinks({ t }: { t: Language }): VNode {
  return (
    <>
      {fontPathsFor(t.dir).map((path) => (
        <link key={path} rel="preload" href={path} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
    </>
  );
}
