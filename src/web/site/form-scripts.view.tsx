import type { VNode } from 'preact';
import { fontFirstScript, formScript, proofScript } from '../parts/asset-files.js';
import type { Language } from '../../platform/i18n/texts.js';

/**
 * The scripts that help with a form. A browser lays a page out once they are there: where a page waits for its font anyway
 * (right to left, see FontLinks) one that fetches them has them come behind the font, so that it is laid out once, in that
 * font, and not before in another. A frame may be sandboxed so that it can fetch no module.
 */
export function FormScripts({ t, framed }: { t: Language; framed: boolean }): VNode {
  if (t.dir === 'rtl' && !framed) return <script src={fontFirstScript.path} type="module" />;
  return (
    <>
      <script src={proofScript.path} defer />
      <script src={formScript.path} defer />
    </>
  );
}
