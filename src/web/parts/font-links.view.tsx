import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { fontPathsFor } from './font-files.js';

/**
 * Has a browser fetch the font of a right-to-left page beside the style sheet, since what stands in for it until then may
 * be wider or narrower. Latin fonts have stand-ins of their own measures: nothing moves when they come, so the words need
 * not share the line with them before they are there to be read.
 */
export function FontLinks({ t }: { t: Language }): VNode | null {
  if (t.dir === 'ltr') return null;
  return (
    <>
      {fontPathsFor(t.dir).map((path) => (
        <link key={path} rel="preload" href={path} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
    </>
  );
}
